import ArgumentParser
import CommandOptions
import Diagnostics
import Extraction
import VendorRegistry
import VendorRequirements

/// `cspreg diff` when a side is a document.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says what changed; A and B may be documents, with --vendor.",
    discussion: """
      Example:
        cspreg diff userpilot@latest saved-page.html --vendor userpilot
      """)

  @Argument(help: "The version that policies were made for.")
  var old: String

  @Argument(help: "The version that holds now.")
  var new: String

  @OptionGroup var document: DocumentOptions
  @OptionGroup var arguments: DiffArguments
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: ReportOptions

  func run() throws {
    let source = RecordSource(registry)
    let before = try record(old, RecordSource(registry, at: arguments.registryAt))
    let after = try record(new, source)
    try arguments.run(
      old: (old, before), new: (new, after), vendor: source.vendor(of: after), output: output)
  }

  private func record(_ operand: String, _ source: RecordSource) throws -> VersionRecord {
    if RecordSource.isReference(operand) || !isFile(operand) || RecordSource.isRecordFile(operand) {
      return try source.record(operand)
    }
    guard let vendor = document.vendor else {
      throw CommandError(
        operand, "is a document; say whose it is with --vendor ID.", exitCode: .usage)
    }
    let read = try ReadDocument(
      path: operand, mediaType: document.parsedMediaType(),
      context: ExtractionContext(
        url: document.url, vendor: vendor, ownDomains: knownDomains(of: vendor, registry)))
    try read.requireComplete(operand)
    return read.candidate(vendor: vendor, url: document.url ?? operand, retrieved: nil)
  }
}
