/// A document to be kept beside the record that was read from it.
public struct DocumentCopy: Sendable, Hashable {
  /// Index into the record's documents.
  public var document: Int
  /// What kind of text it is: `html`, `md` or `txt`.
  public var fileExtension: String
  /// The document's bytes, compressed as gzip; equal documents must give equal bytes.
  public var compressed: [UInt8]

  /// Makes a copy.
  public init(document: Int, fileExtension: String, compressed: [UInt8]) {
    self.document = document
    self.fileExtension = fileExtension
    self.compressed = compressed
  }
}
