/// The tokens of VCL.
struct VCLTokens: CodeTokenizer {
  var cursor: CodeCursor
  private let isFastly: Bool

  /// The tokens of a file; `nil` at a text without end.
  static func all(of file: SourceFile) -> [CodeToken]? {
    var reader = VCLTokens(cursor: CodeCursor(file), isFastly: false)
    if let tokens = reader.tokens(inTemplate: false), !isFastly(tokens) { return tokens }
    reader = VCLTokens(cursor: CodeCursor(file), isFastly: true)
    return reader.tokens(inTemplate: false)
  }

  /// Files of Varnish begin with its version.
  static func isFastly(_ tokens: [CodeToken]) -> Bool { tokens.first?.isName("vcl") != true }

  private init(cursor: CodeCursor, isFastly: Bool) {
    self.cursor = cursor
    self.isFastly = isFastly
  }

  mutating func tokens(inTemplate: Bool) -> [CodeToken]? {
    var found: [CodeToken] = []
    var template = TemplateConditions()
    while index < limit {
      let start = index
      let byte = bytes[index]
      switch byte {
      case 0x0A:
        isFirst = true
        index += 1
      case _ where CodeText.isSpace(byte): index += 1
      case 0x23: skipLine()
      case 0x2F where next(1) == 0x2F: skipLine()
      case 0x2F where next(1) == 0x2A:
        guard skipBlockComment() else { return nil }
      case 0x25 where next(1) == 0x7B, 0x7B where next(1) == 0x25:
        _ = template.take(bytes[index..<limit].prefix { $0 != 0x0A })
        skipLine()
      case 0x22:
        guard let text = short() else { return nil }
        found.append(token(.text([.text(text)]), from: start))
      case 0x7B:
        if let text = long() {
          found.append(token(.text([.text(text)]), from: start))
        } else {
          found.append(mark(of: []))
        }
      case _ where CodeText.isNameStart(byte):
        while index < limit, Self.isNamePart(bytes[index]) { index += 1 }
        found.append(token(.name, from: start, ASCIIText.string(bytes[start..<index])))
      case _ where CodeText.isDigit(byte): found.append(number())
      default: found.append(mark(of: ["+=", "==", "!=", "!~", "&&", "||"]))
      }
    }
    return found
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    CodeText.isNamePart(byte) || byte == 0x2E || byte == 0x2D
  }

  /// `"..."`, or Varnish's `\"\"\"...\"\"\"`.
  private mutating func short() -> MappedText? {
    let mark: [UInt8] = [0x22, 0x22, 0x22]
    if bytes[index..<limit].starts(with: mark), !isFastly {
      return end(mark, from: index + 3)
    }
    let spelling = VCLText(isLong: false, isEncoded: isFastly)
    var text = MappedText()
    index += 1
    var start = index
    while index < limit, bytes[index] != 0x0A {
      if bytes[index] == 0x22 {
        text.append(of: bytes, in: start..<index, spelling)
        index += 1
        return text
      }
      if isFastly, bytes[index] == 0x25, index + 2 < limit,
        let byte = UInt8(ASCIIText.string(bytes[index + 1..<index + 3]), radix: 16), byte >= 0x20
      {
        text.append(of: bytes, in: start..<index, spelling)
        text.append([byte], escapedAs: index..<index + 3, spelling)
        index += 3
        start = index
      } else {
        index += 1
      }
    }
    return nil
  }

  /// `{"..."}` or `{NAME"..."NAME}`; `nil` for a brace.
  private mutating func long() -> MappedText? {
    var place = index + 1
    while place < limit, CodeText.isNamePart(bytes[place]) { place += 1 }
    guard place < limit, bytes[place] == 0x22 else { return nil }
    let name = bytes[(index + 1)..<place]
    return end([0x22] + name + [0x7D], from: place + 1)
  }

  /// The text up to a mark.
  private mutating func end(_ mark: [UInt8], from start: Int) -> MappedText? {
    var place = start
    while place + mark.count <= limit {
      if bytes[place] == mark[0], bytes[place..<limit].starts(with: mark) {
        index = place + mark.count
        return MappedText(of: bytes, in: start..<place, VCLText(isLong: true, isEncoded: false))
      }
      place += 1
    }
    return nil
  }
}
