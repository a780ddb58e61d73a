import ArgumentParser
import CommandOptions
import Diagnostics
import DocumentTree
import Extraction
import Fetching
import Gzip
import JSONText
import Reporting
import RequirementDiff
import VendorRegistry
import VendorRequirements

/// `cspreg import`.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Compares a document with the latest version and, when told so, publishes the next.",
    discussion: """
      Without --accept nothing is written. With it, the document is kept beside the record.

      Examples:
        cspreg import page.html --vendor userpilot
        cspreg import https://docs.userpilot.com/csp --vendor userpilot
        cspreg import page.html --vendor userpilot --accept --reason "new region ap"
        cspreg import page.html --vendor acme --url https://docs.acme.example/csp \\
          --registry ./mine --accept --reason "first version"
      """)

  @Argument(help: "The document: a file, a URL to fetch, or - for standard input.")
  var file: String

  @OptionGroup var document: DocumentOptions

  @Option(
    help: "What a page is that the vendor does not list yet: part (of the requirements) or mirror.")
  var role: Vendor.Page.Role?

  @Option(help: "Read these elements only, now and later, such as '#article' or 'main .body'.")
  var select: String?

  @Option(help: ArgumentHelp("When the document was retrieved, ISO 8601.", valueName: "date"))
  var retrieved: String?

  @Flag(help: "Publish what the document asks for as the next version.")
  var accept = false

  @Option(help: "Why it is accepted; needed with --accept.")
  var reason: String?

  @Flag(inversion: .prefixedNo, help: "Keep the document beside the record.")
  var snapshot = true

  @Option(help: "A domain of a new vendor's own hosts (repeatable).")
  var domain: [String] = []

  @Option(help: "A registrable domain that the vendor may use from now on (repeatable).")
  var allowDomain: [String] = []

  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  var failOn: FailLevel = .none

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if document.vendor == nil {
      throw ValidationError("Say whose document it is with --vendor ID.")
    }
    if accept, (reason ?? "").isEmpty {
      throw ValidationError("--accept needs --reason TEXT: why is the change right?")
    }
    if output.format == .ndjson {
      throw ValidationError("import writes text or json.")
    }
  }

  func run() throws {
    let id = document.vendor ?? ""
    if !VendorReference.isVendor(id) {
      throw CommandError(
        "--vendor \(id.prefix(80))",
        "a vendor's id has lower-case letters, digits and hyphens only.",
        exitCode: .usage)
    }
    if !isFetched, file != "-", !isFile(file), !isDirectory(file) {
      throw CommandError(file, "cannot be read: No such file or directory.", exitCode: .unfinished)
    }
    let directories = try registry.search.found().map(\.directory)
    let isNewRegistry = try VendorRegistry.isFree(directory: directories[0])
    let known = try Registries(directories: directories, toWrite: true)
    if isNewRegistry, !accept {
      output.say("cspreg: \(directories[0]) is no registry yet; --accept makes it one.")
    }
    let vendor = known.vendors().contains(id) ? try known.vendor(id) : nil
    let target = try page(of: vendor, id)
    let read = try read(
      ExtractionContext(
        url: target.hasAddress ? target.page.url : nil, vendor: id,
        ownDomains: target.vendor.domains), select: elementSelector(target.page.select))
    try read.requireComplete(file)
    let versions = vendor == nil ? [] : try known.versions(of: id)
    let latest =
      versions.contains { !$0.isWithdrawn } ? try known.record(VendorReference(vendor: id)) : nil
    let comparison = try ImportComparison(
      target, latest: latest, next: (versions.map(\.number).max() ?? 0) + 1,
      reading: read.candidate(
        vendor: id, url: target.page.url, origin: isFetched ? .fetched : .file,
        retrieved: retrieved ?? (isFetched ? now() : nil)))
    if let former = target.formerAddress {
      output.say(
        "cspreg: \(target.page.url) is none of \(id)'s pages; taken for \(former), which has moved. "
          + "If it is a further page, add --role part or --role mirror.")
    }
    if accept {
      try refuseForeignDomains(comparison)
      try publish(
        comparison, read, before: vendor, in: directories[0],
        upstream: known.upstream(of: id))
    } else {
      try show(comparison, outcome: nil)
    }
    if comparison.report.findings.contains(where: { failOn.counts($0.level) }) {
      try Finished.with(.findings)
    }
  }

  private var isFetched: Bool { FetchProgram.isURL(file) }

  /// Where the document is published.
  private var address: String? { document.url ?? (isFetched ? file : nil) }

  private func read(
    _ context: ExtractionContext, select: ElementSelector?
  ) throws(CommandError) -> ReadDocument {
    let mediaType = try document.parsedMediaType()
    guard isFetched else {
      return try ReadDocument(path: file, mediaType: mediaType, context: context, select: select)
    }
    var request = FetchRequest(
      url: file, permission: Permission(privateAddresses: fetching.allowsPrivate()))
    let (response, body) = try FetchProgram.page(request)
    if let moved = response.movedTo {
      output.say("cspreg: \(file) has moved for good to \(moved.printable).")
    }
    func read(_ body: [UInt8], _ response: FetchResponse) -> ReadDocument {
      ReadDocument(
        bytes: body, path: file,
        mediaType: mediaType ?? response.mediaType.flatMap { MediaType($0) },
        charset: response.charset, context: context, select: select)
    }
    let page = read(body, response)
    guard page.isEmpty, let browser = try? registry.search.project()?.browser else { return page }
    output.say("cspreg: nothing is stated at \(file.printable) without scripts; rendering it.")
    request.render = browser
    let (shown, rendered) = try FetchProgram.page(request)
    return read(rendered, shown)
  }

  private func page(of vendor: Vendor?, _ id: String) throws(CommandError) -> ImportedPage {
    if let vendor {
      return try ImportedPage(
        of: vendor, file: file, url: address, role: role, select: select)
    }
    if role == .mirror {
      throw CommandError(
        "--role mirror", "\(id) has nothing yet that a page could repeat; import a part first.",
        exitCode: .usage)
    }
    return try ImportedPage(
      ofNew: id, file: file, url: address, domains: domain, select: select)
  }

  /// Writes what is new, the version or the vendor's list of pages.
  private func publish(
    _ comparison: ImportComparison, _ read: ReadDocument, before: Vendor?, in directory: String,
    upstream: VendorRegistry?
  ) throws {
    let publisher = Publisher(directory: directory)
    let time = now()
    let vendor = comparison.page.vendor
    guard comparison.isPublishable else {
      // The list of pages of a vendor that another registry has is that registry's.
      let isChanged = before != vendor && upstream == nil
      if isChanged { try publisher.update(vendor, replacing: before, at: time) }
      try show(comparison, outcome: isChanged ? .pages : .nothing)
      return
    }
    var candidate = comparison.candidate
    candidate.version = comparison.next
    candidate.accepted = VersionRecord.Acceptance(by: userName(), reason: reason ?? "", at: time)
    let copies = snapshot ? [try read.copy(document: comparison.index, file)] : []
    if try publisher.makeDirectory() {
      output.say("cspreg: made the registry \(directory).")
    }
    if let upstream {
      try publisher.publish(
        candidate, continuing: UpstreamHistory(of: vendor.id, in: upstream), vendor: vendor,
        copies: copies, at: time)
    } else {
      try publisher.publish(candidate, vendor: vendor, copies: copies, at: time)
    }
    try show(comparison, outcome: .published)
  }

  private func show(
    _ comparison: ImportComparison, outcome: ImportComparison.Outcome?
  ) throws(CommandError) {
    switch output.format {
    case .json: try printResult(comparison.json(outcome).canonical())
    case .text, .ndjson:
      try printResult(
        comparison.text(
          outcome, command: acceptCommand(comparison.foreignDomains(allowDomain)),
          style: output.style))
    }
  }

  private func refuseForeignDomains(_ comparison: ImportComparison) throws(CommandError) {
    let foreign = comparison.foreignDomains(allowDomain)
    guard foreign.isEmpty else {
      throw CommandError(
        file,
        "it names registrable domains that \(comparison.page.vendor.id) never used: "
          + "\(foreign.joined(separator: ", ")). If they are right, add "
          + foreign.map { "--allow-domain \($0)" }.joined(separator: " ") + ".",
        exitCode: .usage)
    }
  }

  /// The command line that would publish the candidate.
  private func acceptCommand(_ foreign: [String]) -> String {
    var words = ["cspreg", "import", quoted(file), "--vendor", document.vendor ?? ""]
    if let url = document.url { words += ["--url", quoted(url)] }
    if let type = document.mediaType { words += ["--media-type", quoted(type)] }
    if let role { words += ["--role", role.rawValue] }
    if let select { words += ["--select", quoted(select)] }
    if let retrieved { words += ["--retrieved", quoted(retrieved)] }
    for name in domain { words += ["--domain", quoted(name)] }
    for directory in registry.registries { words += ["--registry", quoted(directory)] }
    for site in allowDomain + foreign { words += ["--allow-domain", quoted(site)] }
    if !snapshot { words.append("--no-snapshot") }
    if fetching.allowPrivate { words.append("--allow-private") }
    return (words + ["--accept", "--reason", "\"why\""]).joined(separator: " ")
  }

  /// A word as a POSIX shell takes it.
  private func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x30...0x39).contains(byte) || "-_./:@%+=".utf8.contains(byte)
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}

extension ReadDocument {
  /// The document as a registry keeps it.
  func copy(document: Int, _ path: String) throws(CommandError) -> DocumentCopy {
    let fileExtension =
      switch extracted.mediaType {
      case .html: "html"
      case .markdown: "md"
      case .plainText: "txt"
      }
    do throws(Gzip.Failure) {
      return DocumentCopy(
        document: document, fileExtension: fileExtension,
        compressed: try Gzip.compressed(bytes))
    } catch {
      throw CommandError(
        path, "it could not be compressed; leave it out with --no-snapshot.",
        exitCode: .unfinished)
    }
  }
}
