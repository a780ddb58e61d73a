import MessageDigest

/// What a site's reports carry so that they count: a secret of which only the hash is kept.
public struct SiteToken: Sendable, Hashable {
  /// The token as the site's policy names it: 43 characters of base64url.
  public let text: String

  /// Makes a new one: 256 random bits.
  public init() {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<4).flatMap { _ in
      withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
    }
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let word = part.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0...part.count { text.append(letters[word >> (18 - 6 * place) & 63]) }
    }
    self.text = String(decoding: text, as: UTF8.self)
  }

  /// Takes what a request carries; `nil` for what is none.
  public init?(_ text: String) {
    guard (16...128).contains(text.utf8.count),
      text.utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
          || byte == 0x5F
      })
    else { return nil }
    self.text = text
  }

  /// What a store keeps of it: SHA-256 in hex, from which so much chance cannot be guessed.
  public var hash: String { SHA256.hex(of: Array(text.utf8)) }
}
