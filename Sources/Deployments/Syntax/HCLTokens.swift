/// The tokens of HCL, the language of Terraform.
struct HCLTokens: CodeTokenizer {
  var cursor: CodeCursor

  static let marks = ["...", "=>", "==", "!=", "<=", ">=", "&&", "||"]

  static let comments: CodeComments = [.slashes, .hash]

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x22:
      index += 1
      return .text(quoted(), &self, from: start)
    case 0x3C where next(1) == 0x3C: return .text(heredoc(), &self, from: start)
    case _ where CodeText.isNameStart(byte):
      return .token(name { CodeText.isNamePart($0) || $0 == 0x2D })
    default: return nil
    }
  }

  private mutating func quoted() -> [CodePart]? {
    let spelling = TemplateText(escaped: "\"\\", forbidden: "$%\n\r")
    var parts: [CodePart] = []
    var text = MappedText()
    var start = index
    while index < limit {
      let byte = bytes[index]
      if byte == 0x22 || byte == 0x0A {
        guard byte == 0x22 else { return nil }
        text.append(of: bytes, in: start..<index, spelling)
        if !text.bytes.isEmpty { parts.append(.text(text)) }
        index += 1
        return parts
      }
      if byte == 0x5C {
        text.append(of: bytes, in: start..<index, spelling)
        let escape = CodeText.escape(bytes, index, limit, .hcl)
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = escape.end
        start = index
      } else if byte == 0x24 || byte == 0x25 {
        guard template(&parts, &text, &start, spelling) else { return nil }
      } else {
        index += 1
      }
    }
    return nil
  }

  /// Reads `${...}`, `%{...}` and `$${`, or passes over the byte.
  private mutating func template(
    _ parts: inout [CodePart], _ text: inout MappedText, _ start: inout Int,
    _ spelling: any Spelling
  ) -> Bool {
    let sign = bytes[index]
    if next(1) == sign, next(2) == 0x7B {
      text.append(of: bytes, in: start..<index, spelling)
      text.append([sign, 0x7B], escapedAs: index..<index + 3, spelling)
      index += 3
      start = index
      return true
    }
    guard next(1) == 0x7B else {
      index += 1
      return true
    }
    text.append(of: bytes, in: start..<index, spelling)
    if !text.bytes.isEmpty { parts.append(.text(text)) }
    text = MappedText()
    let whole = index
    index += 2
    if next(0) == 0x7E { index += 1 }
    let isFirst = isFirst
    guard let inner = tokens(inTemplate: true), index < limit else { return false }
    self.isFirst = isFirst
    index += 1
    parts.append(.code(inner, whole: whole..<index, inner: whole + 2..<index - 1))
    start = index
    return true
  }

  private mutating func heredoc() -> [CodePart]? {
    var place = index + 2
    if place < limit, bytes[place] == 0x2D { place += 1 }
    let nameStart = place
    while place < limit, CodeText.isNamePart(bytes[place]) { place += 1 }
    let name = Array(bytes[nameStart..<place])
    while place < limit, bytes[place] == 0x20 || bytes[place] == 0x0D { place += 1 }
    guard !name.isEmpty, place < limit, bytes[place] == 0x0A else { return nil }
    index = place + 1
    let spelling = TemplateText(forbidden: "$%")
    var parts: [CodePart] = []
    var text = MappedText()
    var start = index
    var isLineStart = true
    while index < limit {
      if isLineStart {
        let line = bytes[index..<limit].prefix { $0 != 0x0A }
        let ink = line.drop { $0 == 0x20 || $0 == 0x09 }
        // The mark may be indented in both forms; the dash only says what becomes of the lines.
        let mark = ink.reversed().drop { $0 == 0x0D || $0 == 0x20 }.reversed()
        if Array(mark) == name {
          text.append(of: bytes, in: start..<index, spelling)
          if !text.bytes.isEmpty { parts.append(.text(text)) }
          index = ink.startIndex + name.count
          return parts
        }
      }
      isLineStart = bytes[index] == 0x0A
      if bytes[index] == 0x24 || bytes[index] == 0x25 {
        guard template(&parts, &text, &start, spelling) else { return nil }
      } else {
        index += 1
      }
    }
    return nil
  }
}
