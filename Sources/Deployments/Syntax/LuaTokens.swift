/// The tokens of Lua.
struct LuaTokens: CodeTokenizer {
  var cursor: CodeCursor

  static let marks = ["...", "..", "==", "~=", "<=", ">="]
  static let comments: CodeComments = []

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x2D where next(1) == 0x2D:
      index += 2
      guard let level = longLevel() else {
        skipLine()
        return .nothing
      }
      return long(level) == nil ? .fault : .nothing
    case 0x22, 0x27: return .text(short(), &self, from: start)
    case 0x5B:
      guard let level = longLevel() else { return nil }
      return .text(long(level), &self, from: start)
    default: return nil
    }
  }

  private mutating func short() -> MappedText? {
    let (bytes, limit, quote) = (bytes, limit, bytes[index])
    let spelling = QuotedText(escaped: (quote == 0x22 ? "\"" : "'") + "\\", forbidden: "\n\r")
    return quoted(quote, spelling) { index in
      bytes[index] == 0x5C ? Self.escape(bytes, index, limit) : nil
    }
  }

  private static func escape(
    _ bytes: [UInt8], _ index: Int, _ limit: Int
  ) -> (text: [UInt8], end: Int) {
    let rest = bytes[min(index + 1, limit)..<limit]
    // `\z` takes the white space after it along; `\065` is decimal.
    if rest.first == 0x7A {
      return ([], rest.dropFirst().drop(while: CodeText.isSpace).startIndex)
    }
    let digits = rest.prefix(3).prefix(while: CodeText.isDigit)
    if let byte = UInt8(ASCIIText.string(digits)) { return ([byte], digits.endIndex) }
    return CodeText.escape(bytes, index, limit, .javaScript)
  }

  /// How many equals signs stand in `[==[`; `nil` when no long text begins here.
  private func longLevel() -> Int? {
    guard next(0) == 0x5B else { return nil }
    let signs = bytes[(index + 1)..<limit].prefix { $0 == 0x3D }.count
    return next(1 + signs) == 0x5B ? signs : nil
  }

  private mutating func long(_ level: Int) -> MappedText? {
    let signs = [UInt8](repeating: 0x3D, count: level)
    let mark = [0x5D] + signs + [0x5D]
    var start = index + level + 2
    if bytes[start..<limit].starts(with: [0x0D, 0x0A]) { start += 2 }
    if bytes[start..<limit].starts(with: [0x0A]) { start += 1 }
    var place = start
    while place + mark.count <= limit {
      if bytes[place] == 0x5D, bytes[place..<limit].starts(with: mark) {
        index = place + mark.count
        return MappedText(of: bytes, in: start..<place, QuotedText(forbidden: "]"))
      }
      place += 1
    }
    return nil
  }
}
