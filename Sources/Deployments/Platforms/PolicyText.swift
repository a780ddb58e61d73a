import ContentSecurityPolicy

/// A file that holds one header value and nothing else; line ends are white space.
enum PolicyText: Platform {
  static let id = "policy-text"

  static func read(_ bytes: [UInt8]) -> [DeployedPolicy]? {
    let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard bytes.contains(where: { !isSpace($0) }) else { return [] }
    let value = bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    let before = bytes.prefix(while: isSpace).count { $0 == 0x0A }
    let lines = bytes.reversed().drop(while: isSpace).count { $0 == 0x0A }
    return [
      DeployedPolicy(
        platform: id, lineStart: before + 1, lineEnd: lines + 1,
        policies: PolicyList(parsing: value))
    ]
  }
}
