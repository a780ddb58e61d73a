/// The tokens of Kotlin.
struct KotlinTokens: CodeTokenizer {
  var cursor: CodeCursor

  static let marks = [
    "===", "!==", "...", "..<", "..", "->", "::", "?.", "?:", "!!", "&&", "||", "==", "!=", "<=",
    ">=", "+=", "-=", "*=", "/=", "++", "--",
  ]

  static let comments: CodeComments = .slashes

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x22: return .text(text(), &self, from: start)
    case 0x27: return .text(quoted(byte, .kotlin), &self, from: start)
    case 0x60:
      // A name between backticks.
      guard let end = bytes[(index + 1)..<limit].firstIndex(of: 0x60) else { return .fault }
      index = end + 1
      return .token(token(.name, from: start, ASCIIText.string(bytes[start + 1..<end])))
    case 0x24: return .token(mark())
    case _ where CodeText.isDigit(byte):
      // A point may begin a range.
      while index < limit, CodeText.isNamePart(bytes[index]) { index += 1 }
      return .token(token(.number, from: start))
    default: return nil
    }
  }

  private mutating func text() -> [CodePart]? {
    let isRaw = next(1) == 0x22 && next(2) == 0x22
    let close: [UInt8] = isRaw ? [0x22, 0x22, 0x22] : [0x22]
    let spelling =
      isRaw
      ? TemplateText(forbidden: "\"$") : TemplateText(escaped: "\"\\$", forbidden: "\n\r")
    var reader = TemplateReader(start: index + close.count, spelling: spelling)
    index += close.count
    while index < limit {
      let byte = bytes[index]
      if byte == 0x22, bytes[index..<limit].starts(with: close) {
        // Quotes before the closing ones belong to a raw text.
        if isRaw, next(3) == 0x22 {
          index += 1
          continue
        }
        reader.end(bytes, at: index)
        index += close.count
        return reader.parts
      }
      if byte == 0x0A, !isRaw { return nil }
      if byte == 0x5C, !isRaw {
        let escape = CodeText.escape(bytes, index, limit, .kotlin)
        reader.escape(escape.text, bytes, index..<escape.end)
        index = escape.end
      } else if byte == 0x24, next(1) == 0x7B {
        let whole = index
        reader.end(bytes, at: index)
        index += 2
        guard let inner = tokens(inTemplate: true), index < limit else { return nil }
        index += 1
        reader.take(.code(inner, whole: whole..<index, inner: whole + 2..<index - 1), upTo: index)
      } else if byte == 0x24, let first = next(1), CodeText.isNameStart(first), first != 0x24 {
        let whole = index
        reader.end(bytes, at: index)
        index += 1
        let inner = name()
        reader.take(.code([inner], whole: whole..<index, inner: whole + 1..<index), upTo: index)
      } else {
        index += 1
      }
    }
    return nil
  }
}

/// Collects the parts of a text into which expressions are put.
struct TemplateReader {
  private(set) var parts: [CodePart] = []
  private var text = MappedText()
  private var start: Int
  let spelling: any Spelling

  /// Begins behind the opening quote.
  init(start: Int, spelling: any Spelling) {
    self.start = start
    self.spelling = spelling
  }

  /// Ends the plain text here.
  mutating func end(_ bytes: [UInt8], at index: Int) {
    if start < index { text.append(of: bytes, in: start..<index, spelling) }
    if !text.bytes.isEmpty { parts.append(.text(text)) }
    text = MappedText()
    start = index
  }

  /// Takes an escape.
  mutating func escape(_ meant: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) {
    if start < range.lowerBound { text.append(of: bytes, in: start..<range.lowerBound, spelling) }
    text.append(meant, escapedAs: range, spelling)
    start = range.upperBound
  }

  /// Takes an expression, before which the plain text was ended.
  mutating func take(_ part: CodePart, upTo index: Int) {
    parts.append(part)
    start = index
  }
}
