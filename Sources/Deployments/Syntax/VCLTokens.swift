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

  init(cursor: CodeCursor) { self.init(cursor: cursor, isFastly: true) }

  private init(cursor: CodeCursor, isFastly: Bool) {
    self.cursor = cursor
    self.isFastly = isFastly
  }

  static let marks = ["+=", "==", "!=", "!~", "&&", "||"]

  static let comments: CodeComments = [.slashes, .hash]

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x25 where next(1) == 0x7B, 0x7B where next(1) == 0x25:
      // A statement of a template, which may hold quotes.
      skipLine()
      return .nothing
    case 0x22: return .text(short(), &self, from: start)
    case 0x7B:
      guard let text = long() else { return nil }
      return .text(text, &self, from: start)
    case _ where CodeText.isNameStart(byte):
      return .token(name { CodeText.isNamePart($0) || $0 == 0x2E || $0 == 0x2D })
    default: return nil
    }
  }

  /// `"..."`, or Varnish's `\"\"\"...\"\"\"`.
  private mutating func short() -> MappedText? {
    let mark: [UInt8] = [0x22, 0x22, 0x22]
    if bytes[index..<limit].starts(with: mark), !isFastly {
      return end(mark, from: index + 3)
    }
    let (bytes, limit, isFastly) = (bytes, limit, isFastly)
    return quoted(0x22, VCLText(isLong: false, isEncoded: isFastly)) { index in
      guard isFastly, bytes[index] == 0x25, index + 2 < limit,
        let byte = UInt8(ASCIIText.string(bytes[index + 1..<index + 3]), radix: 16), byte >= 0x20
      else { return nil }
      return ([byte], index + 3)
    }
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
