import Diagnostics

/// Reads HTML into a document.
enum HTMLReader {
  static func read(_ utf8: [UInt8], select: ElementSelector?) -> Document {
    var document = read(utf8, lines: .ofMarkup, select: select)
    if document.isReadable, endsOpen(utf8) { document.openEnd = .unclosedMarkup }
    return document
  }

  /// Reads HTML that was written or rendered from Markdown.
  static func read(
    _ utf8: [UInt8], lines: BlockBuilder.Lines, select: ElementSelector?
  ) -> Document {
    func unreadable(_ rule: String, _ message: String) -> Document {
      Document(
        mediaType: .html, isReadable: false,
        diagnostics: [Diagnostic(rule: rule, level: .break, message: message)])
    }
    let skeleton =
      select == nil ? HTMLSkeleton(utf8, keepsLinks: lines.areSource) : HTMLSkeleton(whole: utf8)
    if let problem = skeleton.problem { return unreadable(problem.rule, problem.message) }
    let outcome = HTMLParser.parse(utf8, skeleton, keepsAll: select != nil)
    if let problem = outcome.problem {
      return unreadable(
        "document-cut-by-limits", "The page could not be read whole: \(problem).")
    }
    let places = select?.places(in: outcome.markup)
    if let select, let places, places.isEmpty {
      // A page that lost the selected part says nothing about what it asks for.
      return unreadable(
        "selection-empty",
        "No element matches '\(select.text)'; the page may have been rebuilt.")
    }
    var builder = BlockBuilder(markup: outcome.markup, lines: lines)
    let blocks = builder.build(places: places)
    return Document(mediaType: .html, title: builder.title, blocks: blocks)
  }

  /// Tells whether a whole page was begun and its text stops without a single closing tag.
  private static func endsOpen(_ utf8: [UInt8]) -> Bool {
    if holdsTag("/html", utf8.suffix(4096)) || holdsTag("/body", utf8.suffix(4096)) {
      return false
    }
    return ["html", "body", "!doctype"].contains { holdsTag($0, utf8.prefix(4096)) }
  }

  /// Whether a tag begins in some bytes, in capitals or not.
  private static func holdsTag(_ name: StaticString, _ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      name.withUTF8Buffer { name in
        var at = 0
        while let start = bytes.place(of: UInt8(ascii: "<"), from: at) {
          at = start + 1
          if bytes.count - at >= name.count,
            name.indices.allSatisfy({ bytes[at + $0].lowered == name[$0] })
          {
            return true
          }
        }
        return false
      }
    }
  }
}
