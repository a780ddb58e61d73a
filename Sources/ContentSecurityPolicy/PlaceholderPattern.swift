/// A host with placeholders, each of which stands for one or more labels or a part of one.
///
/// `https://{region}.v.com`, `cdn-<id>.v.com`, `clerk.your-domain.com`.
struct PlaceholderPattern {
  /// The pieces between placeholders, in lower case.
  private let pieces: [[UInt8]]

  /// What each host that fits ends in.
  var suffix: [UInt8] { pieces.last ?? [] }

  init(_ token: String) {
    var bytes = Array(ASCII.lowercased(token).utf8)[...]
    if let colon = bytes.firstIndex(of: 0x3A), bytes[colon...].starts(with: "://".utf8) {
      bytes = bytes[(colon + 3)...]
    }
    let host = bytes.prefix { $0 != 0x2F && $0 != 0x3A }
    var pieces: [[UInt8]] = [[]]
    var depth = 0
    for byte in host {
      switch byte {
      case 0x7B, 0x3C, 0x5B, 0x28:
        depth += 1
        if depth == 1 { pieces.append([]) }
      case 0x7D, 0x3E, 0x5D, 0x29: depth = max(0, depth - 1)
      case 0x2A where depth == 0: pieces.append([])
      case 0x24 where depth == 0: break
      default: if depth == 0 { pieces[pieces.count - 1].append(byte) }
      }
    }
    self.pieces = pieces.flatMap(Self.withoutExamples)
  }

  /// Cuts labels such as `your-domain` out of a piece.
  private static func withoutExamples(_ piece: [UInt8]) -> [[UInt8]] {
    let labels = piece.split(separator: 0x2E, omittingEmptySubsequences: false)
    let words = ["your", "example", "subdomain", "tenant", "yourdomain"]
    guard
      let index = labels.firstIndex(where: { label in
        words.contains { label.starts(with: $0.utf8) }
      })
    else { return [piece] }
    let before = labels[..<index].joined(separator: [0x2E])
    let after = labels[(index + 1)...].joined(separator: [0x2E])
    return [
      Array(before) + (index > 0 ? [0x2E] : []),
      (index + 1 < labels.count ? [0x2E] : []) + Array(after),
    ]
  }

  /// Whether the source is a host with something in place of each placeholder.
  func fits(_ source: SourceExpression) -> Bool {
    guard source.parts.form == .host, pieces.count > 1, let first = pieces.first,
      let last = pieces.last
    else { return false }
    let host = source.bytes[source.hostRange].map(ASCII.lower)
    guard host.starts(with: first), host.reversed().starts(with: last.reversed()) else {
      return false
    }
    var start = first.count
    for piece in pieces.dropFirst().dropLast() {
      guard let found = Self.find(piece, in: host, from: start + 1) else { return false }
      start = found + piece.count
    }
    return start + 1 <= host.count - last.count
  }

  private static func find(_ piece: [UInt8], in host: [UInt8], from start: Int) -> Int? {
    guard host.count - piece.count >= start else { return nil }
    return (start...(host.count - piece.count)).first { host[$0...].starts(with: piece) }
  }
}
