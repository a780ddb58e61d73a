public import DocumentTree
import VendorRequirements

/// Reads a document's requirements.
///
/// Shapes find statements, one merge step decides what they mean together; neither knows a vendor.
public enum Extractor {
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
    let outline = Outline(document)
    var statements: [Statement] = []
    for shape in DocumentShapes.all {
      let readings = shape.read(outline, context: context)
      statements += readings.statements
      result.rejected += readings.rejected
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
}
