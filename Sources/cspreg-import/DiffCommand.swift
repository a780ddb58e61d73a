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
    var source = RecordSource(registry.search)
    let before = try side(old, RecordSource(registry.search, at: arguments.registryAt))
    let after = try side(new, source)
    try arguments.run(output.output)(
      old: (old, before.record(beside: after)), new: (new, after.record(beside: before)),
      vendor: source.vendor(of: after.record))
  }

  /// What an operand stands for.
  private struct Side {
    let record: VersionRecord
    /// The page that the operand is a copy of; `nil` for a record and for an unknown vendor.
    var page: ImportedPage?

    /// The whole record, where the operand is one of several pages of a version.
    func record(beside other: Side) -> VersionRecord {
      guard let page, page.page.role == .part, other.page == nil,
        other.record.vendor == record.vendor, other.record.documents.count > 1
      else { return record }
      return other.record.replacingDocument(at: page.index(in: other.record), by: record)
    }
  }

  private func side(_ operand: String, _ source: RecordSource) throws -> Side {
    if RecordSource.isReference(operand) || !isFile(operand) || RecordSource.isRecordFile(operand) {
      var source = source
      return Side(record: try source.record(operand))
    }
    guard let id = document.vendor else {
      throw CommandError(
        operand, "is a document; say whose it is with --vendor ID.", exitCode: .usage)
    }
    let page = try (try? registry.search.open().vendor(id)).map {
      try ImportedPage(of: $0, file: operand, url: document.url, role: nil, select: nil)
    }
    let read = try ReadDocument(
      path: operand, mediaType: document.parsedMediaType(),
      context: ExtractionContext(
        url: document.url, vendor: id, ownDomains: page?.vendor.domains ?? []),
      select: elementSelector(page?.page.select))
    try read.requireComplete(operand)
    return Side(
      record: read.candidate(vendor: id, url: document.url ?? operand, retrieved: nil), page: page)
  }
}
