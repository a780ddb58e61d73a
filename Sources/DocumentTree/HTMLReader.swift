import Diagnostics

/// Reads HTML into a document.
enum HTMLReader {
  static func read(_ utf8: [UInt8]) -> Document {
    if let problem = HTMLGuard.problem(in: utf8) {
      return Document(
        mediaType: .html, isReadable: false,
        diagnostics: [Diagnostic(rule: problem.rule, level: .break, message: problem.message)])
    }
    let outcome = HTMLParser.parse(utf8)
    if let problem = outcome.problem {
      return Document(
        mediaType: .html, isReadable: false,
        diagnostics: [
          Diagnostic(
            rule: "document-cut-by-limits", level: .break,
            message: "The page could not be read whole: \(problem).")
        ])
    }
    var builder = BlockBuilder(markup: outcome.markup, lines: .ofMarkup)
    let blocks = builder.build()
    return Document(
      mediaType: .html, title: builder.title, blocks: blocks,
      openEnd: endsOpen(utf8) ? .unclosedMarkup : nil)
  }

  /// Tells whether a whole page was begun and its text stops without a single closing tag.
  private static func endsOpen(_ utf8: [UInt8]) -> Bool {
    let tail = lower(utf8.suffix(4096))
    if tail.contains("</html") || tail.contains("</body") { return false }
    let head = lower(utf8.prefix(4096))
    return head.contains("<html") || head.contains("<body") || head.contains("<!doctype")
  }

  private static func lower(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }
}
