/// The tokens of PHP.
///
/// Concatenation stands as `+`, members and constants of classes stand behind `.`, as in the other
/// languages; what is outside of `<?php ... ?>` is left out.
struct PHPTokens: CodeTokenizer {
  var cursor: CodeCursor

  mutating func begin() { skipMarkup() }

  static let marks = [
    "===", "!==", "<=>", "...", "**=", "??=", "?->", "&&", "||", "??", "?:", "==", "!=", "<=", ">=",
    "=>", "->", "::", "+=", "-=", "*=", "/=", ".=", "++", "--",
  ]

  /// What some marks stand as.
  private static let meanings = [
    "->": ".", "?->": "?.", "::": ".", ".": "+", ".=": "+=", "+": "-", "+=": "-=",
  ]

  /// Goes behind the next `<?php` or `<?=`.
  private mutating func skipMarkup() {
    while index < limit {
      if bytes[index] == 0x3C, next(1) == 0x3F {
        index += 2
        if bytes[index..<limit].prefix(3).elementsEqual("php".utf8) { index += 3 }
        if index < limit, bytes[index] == 0x3D { index += 1 }
        return
      }
      index += 1
    }
  }

  static let comments: CodeComments = .slashes

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x23 where next(1) == 0x5B:
      // An attribute, whose brackets are passed over as a statement's.
      index += 1
      return .nothing
    case 0x23,
      0x2F where byte == 0x23 || next(1) == 0x2F:
      skipComment()
      return .nothing
    case 0x3F where next(1) == 0x3E:
      skipMarkup()
      return .token(CodeToken(kind: .mark, range: start..<start + 2, text: ";"))
    case 0x27: return .text(single(), &self, from: start)
    case 0x22:
      index += 1
      return .text(double(), &self, from: start)
    case 0x3C where bytes[index..<limit].starts(with: "<<<".utf8):
      return .text(heredoc(), &self, from: start)
    case _ where CodeText.isNameStart(byte) || byte == 0x5C:
      return .token(name { CodeText.isNamePart($0) || $0 == 0x5C })
    default: return nil
    }
  }

  mutating func mark() -> CodeToken {
    var token = mark(of: Self.marks)
    token.text = Self.meanings[token.text] ?? token.text
    return token
  }

  /// Goes to the end of the line, or of the program if that comes first.
  private mutating func skipComment() {
    while index < limit, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if bytes[index] == 0x3F, next(1) == 0x3E { return }
      index += 1
    }
  }

  private mutating func single() -> MappedText? {
    let spelling = QuotedText(escaped: "'\\")
    var text = MappedText()
    index += 1
    var start = index
    while index < limit, bytes[index] != 0x27 {
      if bytes[index] == 0x5C, let following = next(1), following == 0x27 || following == 0x5C {
        text.append(of: bytes, in: start..<index, spelling)
        text.append([following], escapedAs: index..<index + 2, spelling)
        index += 2
        start = index
      } else {
        index += 1
      }
    }
    guard index < limit else { return nil }
    text.append(of: bytes, in: start..<index, spelling)
    index += 1
    return text
  }

  private mutating func double() -> [CodePart]? {
    var reader = TemplateReader(
      start: index, spelling: TemplateText(escaped: "\"\\$", forbidden: "{"))
    while index < limit {
      if bytes[index] == 0x22 {
        reader.end(bytes, at: index)
        index += 1
        return reader.parts
      }
      guard step(&reader, limit) else { return nil }
    }
    return nil
  }

  /// Reads one byte, escape or expression of a text.
  private mutating func step(_ reader: inout TemplateReader, _ end: Int) -> Bool {
    let byte = bytes[index]
    if byte == 0x5C {
      guard let following = next(1) else { return false }
      // PHP keeps the backslash of what is no escape.
      let isEscape = [0x6E, 0x72, 0x74, 0x76, 0x66, 0x78, 0x75, 0x5C, 0x24, 0x22].contains(
        following)
      if isEscape, following != 0x75 || next(2) == 0x7B {
        let escape = CodeText.escape(bytes, index, end, .php)
        reader.escape(escape.text, bytes, index..<escape.end)
        index = escape.end
      } else {
        index += 2
      }
      return true
    }
    let isBraced =
      byte == 0x7B && next(1) == 0x24 || byte == 0x24 && next(1) == 0x7B
    if isBraced {
      let whole = index
      reader.end(bytes, at: index)
      let width = byte == 0x7B ? 1 : 2
      index += width
      guard let inner = tokens(inTemplate: true), index < limit else { return false }
      index += 1
      reader.take(
        .code(inner, whole: whole..<index, inner: whole + width..<index - 1), upTo: index)
      return true
    }
    guard byte == 0x24, let first = next(1), CodeText.isNameStart(first), first != 0x24 else {
      index += 1
      return true
    }
    let whole = index
    reader.end(bytes, at: index)
    var inner = [name()]
    if index < end, bytes[index] == 0x5B {
      // `$name[key]`: the key has no quotes.
      guard let close = bytes[index..<end].firstIndex(of: 0x5D) else { return false }
      inner.append(CodeToken(kind: .mark, range: index..<close + 1, text: "!"))
      index = close + 1
    } else if index + 2 < end, bytes[index] == 0x2D, bytes[index + 1] == 0x3E,
      CodeText.isNameStart(bytes[index + 2])
    {
      let start = index
      index += 2
      inner.append(CodeToken(kind: .mark, range: start..<index, text: "."))
      inner.append(name())
    }
    reader.take(.code(inner, whole: whole..<index, inner: whole..<index), upTo: index)
    return true
  }

  /// `<<<NAME` and `<<<'NAME'`: without the white space before the closing name.
  private mutating func heredoc() -> [CodePart]? {
    var place = index + 3
    while place < limit, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
    guard place < limit else { return nil }
    let quote = bytes[place]
    let isQuoted = quote == 0x27 || quote == 0x22
    if isQuoted { place += 1 }
    let nameStart = place
    while place < limit, CodeText.isNamePart(bytes[place]) { place += 1 }
    let name = bytes[nameStart..<place]
    if isQuoted { place += 1 }
    if place < limit, bytes[place] == 0x0D { place += 1 }
    guard !name.isEmpty, place < limit, bytes[place] == 0x0A else { return nil }
    let start = place + 1
    let lines = TextLines(bytes, start..<limit)
    let closing = lines.ranges.first { line in
      let ink = bytes[line].drop { $0 == 0x20 || $0 == 0x09 }
      guard ink.starts(with: name) else { return false }
      return ink.dropFirst(name.count).first.map { !CodeText.isNamePart($0) } ?? true
    }
    guard let closing else { return nil }
    let indent = bytes[closing].prefix { $0 == 0x20 || $0 == 0x09 }.count
    let after = closing.lowerBound + indent + name.count
    var end = max(start, closing.lowerBound - 1)
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    let isRaw = quote == 0x27
    let spelling: any Spelling =
      isRaw ? QuotedText() : TemplateText(escaped: "\\$", forbidden: "{")
    index = min(start + indent, end)
    var reader = TemplateReader(start: index, spelling: spelling)
    while index < end {
      if bytes[index] == 0x0A {
        let feed = index
        index += 1
        index += bytes[index..<end].prefix(indent).prefix { $0 == 0x20 || $0 == 0x09 }.count
        reader.escape([0x0A], bytes, feed..<index)
      } else if isRaw {
        index += 1
      } else {
        guard step(&reader, end) else { return nil }
      }
    }
    guard index <= end else { return nil }
    reader.end(bytes, at: end)
    index = after
    return reader.parts
  }
}
