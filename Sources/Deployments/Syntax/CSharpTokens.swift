/// The tokens of C#.
struct CSharpTokens: CodeTokenizer {
  var cursor: CodeCursor

  static let marks = [
    "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "+=", "-=", "*=", "/=", "++", "--",
    "::", "..", "->",
  ]

  static let comments: CodeComments = .slashes

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x23 where isFirst:
      skipLine()
      return .nothing
    case _ where textStart() != nil:
      return .text(textStart().flatMap { text($0) }, &self, from: start)
    case 0x27: return .text(quoted(byte, .csharp), &self, from: start)
    case 0x40:
      index += 1
      return .nothing
    case 0x24: return .token(mark())
    default: return nil
    }
  }

  /// A format or an alignment ends the expression too.
  mutating func endsTemplate(_ byte: UInt8) -> Bool? {
    if byte == 0x7D { return true }
    return byte == 0x3A || byte == 0x2C ? skip(to: 0x7D) : false
  }

  /// What a text begins with: `"`, `$"`, `@"`, `$@"`, `"""`, `$$"""`.
  private struct Opening {
    /// How many `$` stand before it: as many braces enclose an expression.
    var dollars = 0
    var isVerbatim = false
    /// How many quotes; three and more make a raw text.
    var quotes = 1
    /// With what stands before the quotes.
    var width: Int
  }

  private func textStart() -> Opening? {
    var place = index
    var opening = Opening(width: 0)
    while place < limit, bytes[place] == 0x24 || bytes[place] == 0x40 {
      if bytes[place] == 0x24 { opening.dollars += 1 } else { opening.isVerbatim = true }
      place += 1
    }
    guard place < limit, bytes[place] == 0x22 else { return nil }
    let quotes = bytes[place..<limit].prefix { $0 == 0x22 }.count
    if quotes >= 3, !opening.isVerbatim { opening.quotes = quotes }
    opening.width = place - index + opening.quotes
    return opening
  }

  private mutating func text(_ opening: Opening) -> [CodePart]? {
    if opening.quotes >= 3 { return raw(opening) }
    let braces = opening.dollars > 0 ? "{}" : ""
    let spelling: any Spelling =
      opening.dollars > 0
      ? TemplateText(
        escaped: opening.isVerbatim ? "" : "\"\\",
        forbidden: braces + (opening.isVerbatim ? "\"" : "\n\r"))
      : opening.isVerbatim
        ? QuotedText(forbidden: "\"") : QuotedText(escaped: "\"\\", forbidden: "\n\r")
    index += opening.width
    var reader = TemplateReader(start: index, spelling: spelling)
    while index < limit {
      let byte = bytes[index]
      if byte == 0x22 {
        if opening.isVerbatim, next(1) == 0x22 {
          reader.escape([0x22], bytes, index..<index + 2)
          index += 2
          continue
        }
        reader.end(bytes, at: index)
        index += 1
        return reader.parts
      }
      if byte == 0x0A, !opening.isVerbatim { return nil }
      if byte == 0x5C, !opening.isVerbatim {
        let escape = CodeText.escape(bytes, index, limit, .csharp)
        reader.escape(escape.text, bytes, index..<escape.end)
        index = escape.end
      } else if opening.dollars > 0, byte == 0x7B || byte == 0x7D {
        if next(1) == byte {
          reader.escape([byte], bytes, index..<index + 2)
          index += 2
        } else {
          guard byte == 0x7B, code(&reader, width: 1) else { return nil }
        }
      } else {
        index += 1
      }
    }
    return nil
  }

  /// `{expression}`.
  private mutating func code(_ reader: inout TemplateReader, width: Int) -> Bool {
    let whole = index
    reader.end(bytes, at: index)
    index += width
    let wasFirst = isFirst
    guard let inner = tokens(inTemplate: true), index + width <= limit else {
      return false
    }
    isFirst = wasFirst
    let end = index
    index += width
    reader.take(.code(inner, whole: whole..<index, inner: whole + width..<end), upTo: index)
    return true
  }

  /// A raw text: without the line ends at its quotes and the white space before the closing ones.
  private mutating func raw(_ opening: Opening) -> [CodePart]? {
    let width = opening.dollars
    let close = [UInt8](repeating: 0x22, count: opening.quotes)
    index += opening.width
    var start = index
    var end = start
    while end < limit, !bytes[end..<limit].starts(with: close) { end += 1 }
    guard end < limit else { return nil }
    while end + close.count < limit, bytes[end + close.count] == 0x22 { end += 1 }
    let after = end + close.count
    let spelling: any Spelling =
      width > 0 ? TemplateText(forbidden: "\"{}\n\r") : QuotedText(forbidden: "\"\n\r")
    var indent = 0
    let lines = TextLines(bytes, start..<end)
    let isLong = lines.ranges.count > 1
    if isLong, let first = lines.ranges.first, let last = lines.ranges.last {
      guard lines.isBlank(first), lines.isBlank(last) else { return nil }
      indent = last.count
      start = first.upperBound + 1
      end = max(start, last.lowerBound - 1)
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    }
    index = min(start + (isLong ? indent : 0), end)
    var reader = TemplateReader(start: index, spelling: spelling)
    while index < end {
      if bytes[index] == 0x0A {
        let feed = index
        index += 1
        // A line of white space may be shorter.
        index += bytes[index..<end].prefix(indent).prefix { $0 == 0x20 || $0 == 0x09 }.count
        reader.escape([0x0A], bytes, feed..<index)
      } else if width > 0, bytes[index] == 0x7B {
        let braces = bytes[index..<end].prefix { $0 == 0x7B }.count
        guard braces >= width else {
          index += braces
          continue
        }
        index += braces - width
        guard code(&reader, width: width), index <= end else { return nil }
      } else {
        index += 1
      }
    }
    reader.end(bytes, at: end)
    index = after
    return reader.parts
  }
}
