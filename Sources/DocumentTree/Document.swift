public import Diagnostics

/// A document as a reader sees it: its main content as blocks, whatever it was written in.
///
/// ```swift
/// let page = Document.parse(bytes: bytes, mediaType: .html)
/// page.isReadable   // false when nothing could be read, or not all of it
/// ```
public struct Document: Sendable {
  /// What it was read as.
  public var mediaType: MediaType
  /// Its title, when it states one.
  public var title: String?
  /// Its main content.
  public var blocks: [Block]
  /// Whether all of it could be read.
  public var isReadable: Bool
  /// Why the text seems to stop before its end, such as `unclosed-fence`; `nil` if it does not.
  public var openEnd: OpenEnd?
  /// What is odd about it.
  public var diagnostics: [Diagnostic]

  /// How a document can stop in the middle.
  public enum OpenEnd: String, Sendable, Hashable {
    /// A fenced code block has no closing fence.
    case unclosedFence = "unclosed-fence"
    /// Elements of the page are never closed and text is the last thing in it.
    case unclosedMarkup = "unclosed-markup"
    /// The last line of a plain text stops without a line end.
    case noLineEnd = "no-line-end"
  }

  /// Makes a document.
  public init(
    mediaType: MediaType, title: String? = nil, blocks: [Block] = [], isReadable: Bool = true,
    openEnd: OpenEnd? = nil, diagnostics: [Diagnostic] = []
  ) {
    self.mediaType = mediaType
    self.title = title
    self.blocks = blocks
    self.isReadable = isReadable
    self.openEnd = openEnd
    self.diagnostics = diagnostics
  }

  /// The largest document that is read.
  public static let maximumSize = 4 << 20

  /// The largest Markdown or text that is read: its markup takes little room.
  public static let maximumTextSize = 1 << 20

  /// Reads a document; total, whatever the bytes are.
  ///
  /// - Parameters:
  ///   - bytes: The document as it was sent.
  ///   - mediaType: What it is; decided from `path` and the bytes when not known.
  ///   - charset: The character set that the sender stated.
  ///   - path: File name or URL, only looked at when `mediaType` is not known.
  ///   - select: Which elements to read; all of the main content when `nil`.
  /// - Returns: The document; not readable, with a diagnostic that says why, when that failed or
  ///   the selector matched nothing.
  public static func parse(
    bytes: [UInt8], mediaType: MediaType? = nil, charset: String? = nil, path: String = "",
    select: ElementSelector? = nil
  ) -> Document {
    let mediaType = mediaType ?? .sniff(path: path, bytes: bytes)
    func unreadable(_ rule: String, _ message: String) -> Document {
      Document(
        mediaType: mediaType, isReadable: false,
        diagnostics: [Diagnostic(rule: rule, level: .break, message: message)])
    }
    if bytes.isEmpty {
      return unreadable("document-empty", "The document is empty; fetch or save it again.")
    }
    if bytes.count > maximumSize {
      return unreadable(
        "document-too-large",
        "The document has \(bytes.count) bytes; at most \(maximumSize) are read.")
    }
    if mediaType != .html, bytes.count > maximumTextSize {
      return unreadable(
        "document-too-large",
        "The text has \(bytes.count) bytes; at most \(maximumTextSize) are read.")
    }
    let text: DecodedText
    switch TextEncoding.decode(bytes, charset: charset, isHTML: mediaType == .html) {
    case .success(let decoded): text = decoded
    case .failure(let problem): return unreadable(problem.rule, problem.message)
    }
    if text.utf8.withUnsafeBufferPointer({ $0.place(of: 0) != nil }) {
      return unreadable(
        "document-binary", "The document holds NUL bytes: it is binary or damaged.")
    }
    var document: Document
    switch mediaType {
    case .html: document = HTMLReader.read(text.utf8, select: select)
    case .markdown: document = MarkdownReader.read(text.utf8, select: select)
    case .plainText:
      if let select {
        return unreadable(
          "selection-impossible",
          "'\(select.text)' cannot select anything: plain text has no elements.")
      }
      document = PlainTextReader.read(text.utf8)
    }
    document.mediaType = mediaType
    document.diagnostics = text.diagnostics + document.diagnostics
    if document.isReadable && document.blocks.isEmpty {
      document.isReadable = false
      document.diagnostics.append(
        Diagnostic(
          rule: "document-without-text", level: .break,
          message: "The document shows no text; it may need a browser to render it."))
    }
    return document
  }
}
