/// The tokens of Python.
struct PythonTokens: CodeTokenizer {
  var cursor: CodeCursor

  static let marks = [
    "**=", "//=", "**", "//", "+=", "-=", "==", "!=", "<=", ">=", "->", ":=",
  ]

  static let comments: CodeComments = .hash

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    if byte == 0x5C {
      // A line that ends in a backslash goes on.
      index += 1
      while index < limit, bytes[index] == 0x0D { index += 1 }
      if index < limit, bytes[index] == 0x0A { index += 1 }
      return .nothing
    }
    guard byte == 0x22 || byte == 0x27 || prefix() != nil else { return nil }
    let prefix = prefix() ?? 0
    let letters = bytes[index..<index + prefix].map { $0 | 0x20 }
    index += prefix
    let parts = text(isRaw: letters.contains(0x72), isFormat: letters.contains(0x66))
    return .text(parts, &self, from: start)
  }

  /// A format or a conversion ends the expression too.
  mutating func endsTemplate(_ byte: UInt8) -> Bool? {
    if byte == 0x7D { return true }
    let isEnd = byte == 0x3A || byte == 0x21 && next(1) != 0x3D
    return isEnd ? skip(to: 0x7D) : false
  }

  /// How many letters stand before the quote that begins here.
  private func prefix() -> Int? {
    var end = index
    while end < limit, end < index + 2, [0x72, 0x62, 0x75, 0x66].contains(bytes[end] | 0x20) {
      end += 1
    }
    guard end > index, end < limit, bytes[end] == 0x22 || bytes[end] == 0x27 else { return nil }
    return end - index
  }

  private mutating func text(isRaw: Bool, isFormat: Bool) -> [CodePart]? {
    let quote = bytes[index]
    let isLong = bytes[index..<limit].starts(with: [quote, quote, quote])
    let width = isLong ? 3 : 1
    index += width
    let name = ASCIIText.string([quote])
    let spelling: any Spelling =
      isFormat
      ? TemplateText(escaped: isRaw ? "" : name + "\\", forbidden: isRaw ? name + "\\{}" : "{}")
      : isRaw
        ? QuotedText(forbidden: name + "\\\n\r")
        : QuotedText(escaped: name + "\\", forbidden: isLong ? "" : "\n\r")
    var parts: [CodePart] = []
    var text = MappedText()
    var start = index
    while index < limit {
      let byte = bytes[index]
      if byte == quote, !isLong || bytes[index..<limit].starts(with: [quote, quote, quote]) {
        text.append(of: bytes, in: start..<index, spelling)
        if !text.bytes.isEmpty { parts.append(.text(text)) }
        index += width
        return parts
      }
      if byte == 0x0A, !isLong { return nil }
      if byte == 0x5C, !isRaw {
        text.append(of: bytes, in: start..<index, spelling)
        let escape = CodeText.escape(bytes, index, limit, .python)
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = max(escape.end, index + 1)
        start = index
      } else if byte == 0x5C {
        index = min(index + 2, limit)
      } else if isFormat, byte == 0x7B || byte == 0x7D {
        text.append(of: bytes, in: start..<index, spelling)
        if bytes[index..<limit].dropFirst().first == byte {
          text.append([byte], escapedAs: index..<index + 2, spelling)
          index += 2
        } else {
          guard byte == 0x7B else { return nil }
          if !text.bytes.isEmpty { parts.append(.text(text)) }
          text = MappedText()
          let whole = index
          index += 1
          guard let inner = tokens(inTemplate: true), index < limit else { return nil }
          parts.append(.code(inner, whole: whole..<index + 1, inner: whole + 1..<index))
          index += 1
        }
        start = index
      } else {
        index += 1
      }
    }
    return nil
  }
}
