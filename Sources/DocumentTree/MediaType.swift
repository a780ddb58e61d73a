/// The kinds of document that can be read.
public enum MediaType: String, Sendable, Hashable, CaseIterable {
  case html = "text/html"
  case markdown = "text/markdown"
  case plainText = "text/plain"

  /// Reads a media type as an HTTP header or an option spells it; parameters are ignored.
  public init?(_ text: String) {
    let essence = text.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    switch essence {
    case "text/html", "application/xhtml+xml", "html": self = .html
    case "text/markdown", "text/x-markdown", "markdown", "md": self = .markdown
    case "text/plain", "text", "txt": self = .plainText
    default: return nil
    }
  }

  /// Decides the media type from a file name or URL and from how the bytes begin.
  ///
  /// A known extension wins; otherwise a document that begins with a tag is HTML, one with
  /// headings or fences in Markdown spelling is Markdown, and the rest is plain text.
  /// - Parameters:
  ///   - path: File name, path or URL; may be empty.
  ///   - bytes: The document.
  /// - Returns: The most likely media type.
  public static func sniff(path: String, bytes: [UInt8]) -> MediaType {
    let slash = UInt8(ascii: "/")
    var name = path.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    while name.last == slash { name.removeLast() }
    if let dot = name.lastIndex(of: UInt8(ascii: ".")), !name[dot...].contains(slash) {
      switch Substring(name[dot...].dropFirst()).lowercased() {
      case "html", "htm", "xhtml": return .html
      case "md", "markdown", "mdx", "mdoc": return .markdown
      case "txt", "text": return .plainText
      default: break
      }
    }
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
    let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let tags = ["<!doctype html", "<html", "<head", "<body", "<div", "<p>", "<h1", "<article"]
    if tags.contains(where: { start.hasPrefix($0) }) || head.contains("<html") { return .html }
    let marks = ["\n# ", "\n## ", "\n### ", "\n```", "\n~~~"]
    if marks.contains(where: { "\n\(start)".contains($0) }) { return .markdown }
    return .plainText
  }
}
