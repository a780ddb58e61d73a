import Diagnostics
public import DocumentTree
import VendorRequirements

/// Reads a document's requirements.
///
/// Shapes find statements, one merge step decides what they mean together; neither knows a vendor.
public enum Extractor {
  /// The most text that is read, in bytes.
  static let maximumText = 1 << 20
  /// The most sources that a document may state; the largest real pages stay far below.
  static let maximumEntries = 2000

  /// The most pieces that a document may have.
  static let maximumBlocks = 40_000

  /// What a document asks for.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - context: What is known about it besides its text.
  /// - Returns: Profiles with evidence, and what was not taken and why.
  public static func extract(
    _ document: Document, context: ExtractionContext = ExtractionContext()
  ) -> ExtractedDocument {
    var result = ExtractedDocument(
      mediaType: document.mediaType, title: document.title, diagnostics: document.diagnostics,
      isReadable: document.isReadable)
    guard document.isReadable else { return result }
    guard textSize(of: document) <= maximumText else {
      return refused(result, "The document holds more than \(maximumText) bytes of text.")
    }
    guard document.blocks.count <= maximumBlocks else {
      return refused(result, "The document has more than \(maximumBlocks) paragraphs.")
    }
    let outline = Outline(document)
    var statements: [Statement] = []
    for shape in DocumentShapes.all {
      let readings = shape.read(outline, context: context)
      statements += readings.statements
      result.rejected += readings.rejected
      let count = statements.reduce(result.rejected.count) { $0 + $1.entries.count }
      if count > maximumEntries {
        result.rejected = []
        return refused(result, "The document states more than \(maximumEntries) sources.")
      }
    }
    for passage in outline.passages where passage.hasDirective || passage.hasSource {
      for word in passage.words {
        guard case .refused(let reason) = word.meaning else { continue }
        result.rejected.append(
          .init(token: String(word.text.prefix(200)), line: word.line, reason: reason))
      }
    }
    var merge = Merge(
      outline: outline, statements: statements, document: document, context: context)
    merge.run()
    result.rejected += merge.rejected
    result.rejected = Array(Set(result.rejected)).sorted {
      ($0.line, $0.token, $0.reason) < ($1.line, $1.token, $1.reason)
    }
    result.profiles = merge.profiles
    result.cutAfter = merge.cutAfter
    result.diagnostics += merge.diagnostics
    return result
  }

  private static func refused(_ result: ExtractedDocument, _ message: String) -> ExtractedDocument {
    var result = result
    result.isReadable = false
    result.diagnostics.append(
      Diagnostic(rule: "document-hostile", level: .break, message: message))
    return result
  }

  private static func textSize(of document: Document) -> Int {
    var size = 0
    for block in document.blocks {
      for line in block.lines { size += line.text.utf8.count }
      guard let table = block.table else { continue }
      for cell in table.rows.joined() {
        for line in cell.lines { size += line.text.utf8.count }
      }
    }
    return size
  }
}
