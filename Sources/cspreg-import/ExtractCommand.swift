import ArgumentParser
import CommandOptions
import Diagnostics
import DocumentTree
import Extraction
import JSONText
import Reporting
import VendorRegistry
import VendorRequirements

/// `cspreg extract`.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Reads the requirements out of one document and touches nothing.",
    discussion: """
      The document is HTML, Markdown or text. With --batch, standard input holds lines
      {"id", "path", "url", "vendor", "select", "media_type", "charset"} and one result a line is written.

      Examples:
        cspreg extract page.html --vendor userpilot -f json
        curl -s https://docs.vendor.example/csp | cspreg extract - --media-type text/html
      """)

  @Argument(help: "The document, or - for standard input.")
  var file: String?

  @Flag(help: "Read documents named by NDJSON lines on standard input.")
  var batch = false

  @Option(help: "Read these elements only, such as '#article' or 'main .body'.")
  var select: String?

  @OptionGroup var document: DocumentOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if batch == (file != nil) {
      throw ValidationError("Name one document, or give --batch and lines on standard input.")
    }
  }

  func run() throws {
    let select = try elementSelector(select)
    if batch {
      try runBatch(select)
      return
    }
    let path = file ?? "-"
    let read = try ReadDocument(
      path: path, mediaType: document.parsedMediaType(),
      context: context(
        vendor: document.vendor, url: document.url,
        in: document.vendor == nil ? nil : try? registry.search.open()), select: select)
    let report = JSON(read, head: true)
    switch output.format {
    case .text: try printResult(ExtractText(read, style: output.style).text)
    case .json: try printResult(report.canonical())
    case .ndjson:
      var lines = Output()
      try lines.write(line: report)
      try lines.finish()
    }
    if !read.extracted.isReadable {
      for diagnostic in read.extracted.diagnostics {
        output.say("\(path): \(diagnostic.message.printable)")
      }
      try Finished.with(.unfinished)
    }
  }

  private func runBatch(_ select: ElementSelector?) throws {
    var lines = Output()
    var exit = Diagnostics.ExitCode.done
    let registries = try? registry.search.open()
    try Input.eachLine(of: "-") { (number, bytes) throws(CommandError) in
      func report(_ message: String) {
        exit = .unfinished
        printError("standard input:\(number): \(message)")
      }
      guard let bytes else {
        report("the line is longer than 16 MiB; it was passed over.")
        return
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
      let asked: Asked
      do throws(JSONError) {
        asked = try Asked(bytes, number: number)
      } catch {
        report("\(error.column): \(error.message)")
        return
      }
      do throws(CommandError) {
        let named = try document.parsedMediaType()
        let read = try ReadDocument(
          path: asked.path, mediaType: asked.mediaType.flatMap { MediaType($0) } ?? named,
          charset: asked.charset,
          context: context(vendor: asked.vendor, url: asked.url, in: registries),
          select: elementSelector(asked.select, from: "\"select\"") ?? select)
        try lines.write(line: JSON(read, head: false, id: asked.id))
      } catch {
        if error.subject == "standard output" { throw error }
        report(error.description)
      }
    }
    try lines.finish()
    try Finished.with(exit)
  }

  /// One line of the batch.
  private struct Asked {
    let id: JSON
    let path: String
    let url: String?
    let vendor: String?
    let select: String?
    let mediaType: String?
    let charset: String?

    init(_ bytes: ArraySlice<UInt8>, number: Int) throws(JSONError) {
      let members = try JSONNode(parsing: bytes, file: "standard input", line: number).members()
      id = try members.optionalString("id").map(JSON.string) ?? .null
      path = try members.string("path")
      url = try members.optionalString("url")
      vendor = try members.optionalString("vendor")
      select = try members.optionalString("select")
      mediaType = try members.optionalString("media_type")
      charset = try members.optionalString("charset")
    }
  }

  /// What is known of a document; no domains when the registries do not know its vendor.
  private func context(
    vendor: String?, url: String?, in registries: Registries?
  ) -> ExtractionContext {
    let known = vendor.flatMap { try? registries?.vendor($0) }
    return ExtractionContext(url: url, vendor: vendor, ownDomains: known?.domains ?? [])
  }
}
