/// A language of data files, and how it writes strings.
enum DataFormat: Sendable {
  case json, toml, yaml

  /// A string, quotes and all.
  ///
  /// - Parameters:
  ///   - text: What is meant.
  ///   - quote: The quotes that strings beside it have; empty for none.
  /// - Returns: The literal, in those quotes where they can hold the text; `nil` for what no literal
  ///   on one line can hold.
  func literal(_ text: String, like quote: String) -> [UInt8]? {
    if text.utf8.contains(where: { $0 < 0x20 }) { return nil }
    switch (self, quote) {
    case (.yaml, "") where Self.isPlain(text): return Array(text.utf8)
    case (.yaml, ""), (.yaml, "'"):
      return Array(("'" + text.replacing("'", with: "''") + "'").utf8)
    case (.toml, "'") where !text.contains("'"): return Array(("'" + text + "'").utf8)
    default:
      let inside = QuotedText(escaped: "\"\\").written(text) ?? []
      return [0x22] + inside + [0x22]
    }
  }

  /// Whether YAML reads a text without quotes as itself, in brackets too.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, CodeText.isNamePart(first),
      first != 0x24, last != 0x3A
    else { return false }
    let words = ["true", "false", "yes", "no", "on", "off", "null", "none"]
    let marks = Array("-_./:+=*%".utf8)
    return !words.contains(text.lowercased()) && !text.utf8.allSatisfy(CodeText.isDigit)
      && text.utf8.allSatisfy { CodeText.isNamePart($0) || marks.contains($0) }
  }

  /// The quote that a value begins with.
  static func quote(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    guard let first = bytes[range].first, first == 0x22 || first == 0x27 else { return "" }
    return ASCIIText.string([first])
  }
}
