import ArgumentParser
import CommandOptions
import Diagnostics
import Extraction
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
      Without --accept nothing is written.

      Examples:
        cspreg import page.html --vendor userpilot
        cspreg import page.html --vendor userpilot --accept --reason "new region ap"
      """)

  @Argument(help: "The document, or - for standard input.")
  var file: String

  @OptionGroup var document: DocumentOptions

  @Option(help: ArgumentHelp("When the document was retrieved, ISO 8601.", valueName: "date"))
  var retrieved: String?

  @Flag(help: "Publish what the document asks for as the next version.")
  var accept = false

  @Option(help: "Why it is accepted; needed with --accept.")
  var reason: String?

  @Option(help: "A domain of a new vendor's own hosts (repeatable).")
  var domain: [String] = []

  @Option(help: "A registrable domain that the vendor may use from now on (repeatable).")
  var allowDomain: [String] = []

  @Option(help: "Exit with 1 from this level on: none, info, warn or break.")
  var failOn: FailLevel = .none

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
    let directories = try registry.found().map(\.directory)
    let known = try Registries(directories: directories, toWrite: true)
    let vendor = known.vendors().contains(id) ? try known.vendor(id) : try newVendor(id)
    let context = ExtractionContext(
      url: document.url ?? vendor.documents.first?.url, vendor: id, ownDomains: vendor.domains)
    let read = try ReadDocument(
      path: file, mediaType: document.parsedMediaType(), context: context)
    try read.requireComplete(file)
    var candidate = read.candidate(
      vendor: id, url: document.url ?? vendor.documents.first?.url ?? file, retrieved: retrieved)
    let latest =
      known.vendors().contains(id) ? try known.record(VendorReference(vendor: id)) : nil
    let numbers = known.vendors().contains(id) ? try known.versions(of: id).map(\.number) : []
    let next = "\(id)@\((numbers.max() ?? 0) + 1)"
    let base =
      latest
      ?? VersionRecord(
        vendor: id, version: nil, recorded: candidate.recorded, documents: [], profiles: [])
    let report = diff(base, candidate, options: DiffOptions(ownDomains: vendor.domains))

    if let latest, RequirementHash.of(latest) == RequirementHash.of(candidate) {
      try show(
        report, text: "The requirements equal \(latest.name). Nothing to publish.\n",
        status: "equal", next: nil)
      return
    }
    let foreign = foreignDomains(of: candidate, beside: latest, vendor)
    if accept {
      guard foreign.isEmpty else {
        throw CommandError(
          file,
          "it names registrable domains that \(id) never used: "
            + "\(foreign.joined(separator: ", ")). If they are right, add "
            + foreign.map { "--allow-domain \($0)" }.joined(separator: " ") + ".",
          exitCode: .usage)
      }
      let time = now()
      candidate.accepted = VersionRecord.Acceptance(
        by: userName(), reason: reason ?? "", at: time)
      let publisher = Publisher(directory: directories[0])
      let published =
        if let upstream = known.upstream(of: id) {
          try publisher.publish(
            candidate, continuing: UpstreamHistory(of: id, in: upstream), at: time)
        } else {
          try publisher.publish(candidate, vendor: latest == nil ? vendor : nil, at: time)
        }
      try show(
        report, text: "Published \(published.name).\n", status: "published", next: published.name)
    } else {
      let command = acceptCommand(foreign)
      // There is nothing to compare a new vendor's document with.
      let text =
        latest == nil
        ? "\(id) is new here. The document asks for:\n"
          + RecordText.profiles(of: candidate, style: output.style) + "\n\n"
        : DiffText(report, names: nil, style: output.style).text
      try show(
        report, text: text + "Nothing written. To publish \(next): \(command)\n",
        status: "candidate", next: next)
    }
    if report.findings.contains(where: { failOn.counts($0.level) }) {
      try Finished.with(.findings)
    }
  }

  private func show(
    _ report: DiffReport, text: String, status: String, next: String?
  ) throws(CommandError) {
    guard output.format == .json else {
      try printResult(text)
      return
    }
    var value = JSON(report)
    if case .object(var members) = value {
      members[0].value = .head("import")
      members.insert(JSON.Member("status", .string(status)), at: 1)
      members.insert(JSON.Member("next", JSON(next)), at: 2)
      value = .object(members)
    }
    try printResult(value.canonical())
  }

  /// What a vendor that the registry does not know looks like.
  private func newVendor(_ id: String) throws(CommandError) -> Vendor {
    let site = document.url.flatMap(RegistrableDomain.of(source:))
    let domains = domain.isEmpty ? [site].compactMap { $0 } : domain
    guard let first = domains.first else {
      throw CommandError(
        "--vendor \(id)",
        "the registry does not know this vendor. For a new one, add --url URL of "
          + "the document, or --domain HOST of its own hosts.", exitCode: .usage)
    }
    return Vendor(
      id: id, name: id.prefix(1).uppercased() + id.dropFirst(), homepage: "https://\(first)",
      domains: domains, documents: document.url.map { [Vendor.Page(url: $0)] } ?? [])
  }

  /// Registrable domains of the candidate that neither the vendor nor its last version knows.
  private func foreignDomains(
    of candidate: VersionRecord, beside latest: VersionRecord?, _ vendor: Vendor
  ) -> [String] {
    func sites(_ record: VersionRecord) -> [String] {
      record.profiles.flatMap { $0.directives.flatMap(\.requirements) }.compactMap(\.site)
    }
    guard let latest else { return [] }
    let known = Set(sites(latest) + allowDomain + vendor.domains)
    var foreign: [String] = []
    for site in sites(candidate) where !known.contains(site) && !foreign.contains(site) {
      foreign.append(site)
    }
    return foreign
  }

  /// The command line that would publish the candidate.
  private func acceptCommand(_ foreign: [String]) -> String {
    var words = ["cspreg", "import", quoted(file), "--vendor", document.vendor ?? ""]
    if let url = document.url { words += ["--url", quoted(url)] }
    if let type = document.mediaType { words += ["--media-type", quoted(type)] }
    if let retrieved { words += ["--retrieved", quoted(retrieved)] }
    for name in domain { words += ["--domain", quoted(name)] }
    for directory in registry.registries { words += ["--registry", quoted(directory)] }
    for site in allowDomain + foreign { words += ["--allow-domain", quoted(site)] }
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
