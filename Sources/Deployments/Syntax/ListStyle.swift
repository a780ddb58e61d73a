/// How a list of literals is written.
struct ListStyle: Sendable {
  /// The quotes around its elements; empty for words without.
  var quote: String
  /// What stands between elements.
  var separator: String
  /// What goes behind an element that is added, besides its quote.
  var after = ""
  /// How text is written between the quotes.
  var inside: any Spelling
  private let bytes: [UInt8]

  /// Takes the style of the elements that are there.
  init(_ items: [CodeForm.Item], in list: Range<Int>, of program: CodeProgram) {
    bytes = program.bytes
    let language = program.language
    let isWords = language == .ruby && bytes[list].first == 0x25
    separator = Self.separator(items.map(\.range), bytes, isWords ? " " : ", ")
    var quotes: String?
    for item in items {
      if case .text = item.value.form { quotes = Self.quote(bytes, item.value.range) ?? quotes }
      if quotes != nil, quotes != "`" { break }
    }
    quote = isWords ? "" : quotes ?? Self.plainQuote(language)
    inside =
      isWords
      ? QuotedText(forbidden: " \t\r\n[](){}\\#")
      : Self.spelling(quote: quote, language)
  }

  /// The style of a list that is not in the file.
  static let unwritten = ListStyle(
    quote: "'", separator: ", ", inside: QuotedText(escaped: "'\\", forbidden: "\n\r"), bytes: [])

  private init(quote: String, separator: String, inside: any Spelling, bytes: [UInt8]) {
    self.quote = quote
    self.separator = separator
    self.inside = inside
    self.bytes = bytes
  }

  /// The quote that most programs of a language use.
  static func plainQuote(_ language: CodeLanguage) -> String {
    language == .javaScript || language == .php ? "'" : "\""
  }

  /// How text is written between quotes.
  static func spelling(quote: String, _ language: CodeLanguage) -> any Spelling {
    switch (language, quote) {
    case (.javaScript, "`"): TemplateText(escaped: "`\\", forbidden: "$")
    case (.ruby, "\""): QuotedText(escaped: "\"\\", forbidden: "#\n\r")
    case (.php, "\""), (.kotlin, _): QuotedText(escaped: "\"\\$", forbidden: "\n\r")
    case (.hcl, _): QuotedText(escaped: "\"\\", forbidden: "$%\n\r")
    default: QuotedText(escaped: quote.prefix(1) + "\\", forbidden: "\n\r")
    }
  }

  /// The quote that ends a literal.
  static func quote(_ bytes: [UInt8], _ range: Range<Int>) -> String? {
    guard let last = bytes[range].last, [0x22, 0x27, 0x60].contains(last) else { return nil }
    let one = ASCIIText.string([last])
    let isLong = range.count >= 6 && bytes[range].suffix(3).allSatisfy { $0 == last }
    return isLong && bytes[range].starts(with: [last, last, last]) ? one + one + one : one
  }

  /// The quote that ends the literal at a place.
  func closing(_ source: Range<Int>) -> String {
    quote.isEmpty ? "" : Self.quote(bytes, source) ?? quote
  }

  /// An expression as the file spells it.
  func expression(_ range: Range<Int>) -> String { ASCIIText.string(bytes[range]) }

  /// What stands between the last two of some places, or would.
  static func separator(_ places: [Range<Int>], _ bytes: [UInt8], _ plain: String) -> String {
    let comma = plain.hasPrefix(",") ? "," : ""
    if places.count > 1 {
      let gap = bytes[places[places.count - 2].upperBound..<places[places.count - 1].lowerBound]
      if gap.allSatisfy({ $0 == 0x2C || CodeText.isSpace($0) }) { return ASCIIText.string(gap) }
    }
    guard let last = places.last else { return plain }
    let line = (bytes[..<last.lowerBound].lastIndex(of: 0x0A) ?? -1) + 1
    let indent = bytes[line..<last.lowerBound]
    guard line > 0, indent.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return plain }
    let end = line > 1 && bytes[line - 2] == 0x0D ? "\r\n" : "\n"
    return comma + end + ASCIIText.string(indent)
  }
}
