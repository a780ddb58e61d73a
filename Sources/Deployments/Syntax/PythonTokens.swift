/// The tokens of Python.
struct PythonTokens: CodeTokenizer {
  var cursor: CodeCursor

  /// The tokens of a file; `nil` at a text without end.
  static func all(of file: SourceFile) -> [CodeToken]? {
    var reader = PythonTokens(cursor: CodeCursor(file))
    return reader.tokens(inTemplate: false)
  }

  private static let marks = [
    "**=", "//=", "**", "//", "+=", "-=", "==", "!=", "<=", ">=", "->", ":=",
  ]

  /// Tokens up to the end, or to what ends an expression in a text.
  mutating func tokens(inTemplate: Bool) -> [CodeToken]? {
    guard enter() else { return nil }
    defer { leave() }
    var found: [CodeToken] = []
    var open = 0
    while index < limit {
      let start = index
      let byte = bytes[index]
      switch byte {
      case 0x0A:
        isFirst = true
        index += 1
      case 0x5C:
        // A line that ends in a backslash goes on.
        index += 1
        while index < limit, bytes[index] == 0x0D { index += 1 }
        if index < limit, bytes[index] == 0x0A { index += 1 }
      case _ where CodeText.isSpace(byte): index += 1
      case 0x23: skipLine()
      case _ where byte == 0x22 || byte == 0x27 || prefix() != nil:
        let prefix = prefix() ?? 0
        let letters = bytes[index..<index + prefix].map { $0 | 0x20 }
        index += prefix
        guard let parts = text(isRaw: letters.contains(0x72), isFormat: letters.contains(0x66))
        else { return nil }
        found.append(token(.text(parts), from: start))
      case _ where CodeText.isNameStart(byte):
        while index < limit, CodeText.isNamePart(bytes[index]) { index += 1 }
        found.append(token(.name, from: start, ASCIIText.string(bytes[start..<index])))
      case _ where CodeText.isDigit(byte):
        found.append(number())
      default:
        if inTemplate, open == 0 {
          if byte == 0x7D { return found }
          // A format or a conversion ends the expression.
          if byte == 0x3A || byte == 0x21 && bytes[index...].dropFirst().first != 0x3D {
            guard let end = bytes[index..<limit].firstIndex(of: 0x7D) else { return nil }
            index = end
            return found
          }
        }
        if [0x28, 0x5B, 0x7B].contains(byte) { open += 1 }
        if [0x29, 0x5D, 0x7D].contains(byte) { open -= 1 }
        found.append(mark(of: Self.marks))
      }
    }
    return inTemplate ? nil : found
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
