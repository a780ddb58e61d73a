/// What a `robots.txt` asks of one program (RFC 9309).
public struct RobotsRules: Sendable, Hashable {
  /// How much of the file counts, in bytes.
  public static let limit = 500 << 10

  private struct Rule: Hashable {
    var isAllowed: Bool
    var pattern: [UInt8]
  }

  private var rules: [Rule] = []

  /// Reads the rules of the group that names a program, else those of the group `*`.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - program: The program's product token, such as `cspreg`.
  public init(_ bytes: [UInt8], program: String) {
    var own: [Rule]?
    var all: [Rule] = []
    var agents: [String] = []
    var isInRules = false
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    for line in text.prefix(Self.limit).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let code = line.prefix { $0 != UInt8(ascii: "#") }
      guard let colon = code.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let key = Self.trimmed(code[..<colon]).lowercased()
      let value = Self.trimmed(code[(colon + 1)...])
      switch key {
      case "user-agent":
        if isInRules { agents = [] }
        isInRules = false
        agents.append(value.lowercased())
        if value.lowercased() == program.lowercased() { own = own ?? [] }
      case "allow", "disallow":
        isInRules = true
        if value.isEmpty { continue }
        let rule = Rule(isAllowed: key == "allow", pattern: Array(value.utf8))
        if agents.contains(program.lowercased()) { own?.append(rule) }
        if agents.contains("*") { all.append(rule) }
      default: continue
      }
    }
    rules = own ?? all
  }

  /// Whether a path with its query may be fetched: the longest rule decides, `Allow` before `Disallow`.
  public func allows(_ target: String) -> Bool {
    let path = Array(target.utf8)
    var best: (length: Int, isAllowed: Bool) = (-1, true)
    for rule in rules where Self.matches(path, rule.pattern) {
      let length = rule.pattern.count
      if length > best.length || length == best.length && rule.isAllowed {
        best = (length, rule.isAllowed)
      }
    }
    return best.isAllowed
  }

  /// Whether a path begins with a pattern, in which `*` stands for anything and a last `$` for the end.
  private static func matches(_ path: [UInt8], _ pattern: [UInt8]) -> Bool {
    let isAnchored = pattern.last == UInt8(ascii: "$")
    let pieces = (isAnchored ? pattern.dropLast() : pattern[...]).split(
      separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    guard let first = pieces.first, path.starts(with: first) else { return false }
    var position = first.count
    for (index, piece) in pieces.enumerated().dropFirst() {
      // The last piece of an anchored pattern stands at the end, wherever else it occurs.
      if isAnchored, index == pieces.count - 1 {
        guard path.count - piece.count >= position, path.suffix(piece.count).elementsEqual(piece)
        else { return false }
        return true
      }
      guard let found = find(piece, in: path, from: position) else { return false }
      position = found + piece.count
    }
    return !isAnchored || position == path.count
  }

  private static func find(_ piece: ArraySlice<UInt8>, in path: [UInt8], from: Int) -> Int? {
    guard path.count - piece.count >= from else { return nil }
    return (from...path.count - piece.count).first { path[$0...].starts(with: piece) }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
