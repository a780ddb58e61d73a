import CMessageDigest

/// SHA-256, through libmd, which every Debian system carries, and the processor's instructions
/// where it has them.
public enum SHA256 {
  private static let hasInstructions = cspreg_has_sha_instructions()

  /// The digest of some bytes, 32 bytes long.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var context = SHA2_CTX()
    SHA256Init(&context)
    cspreg_sha256_update(&context, bytes, bytes.count, hasInstructions)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    return digest
  }

  /// The digest of some bytes in lower-case hex, 64 characters long.
  public static func hex(of bytes: [UInt8]) -> String { hex(digest: digest(of: bytes)) }

  private static func hex(digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hex, as: UTF8.self)
  }

  /// The keyed digest of some bytes (RFC 2104), 32 bytes long.
  public static func authentication(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? digest(of: key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = digest(of: block.map { $0 ^ 0x36 } + bytes)
    return digest(of: block.map { $0 ^ 0x5C } + inner)
  }

  /// A digest of bytes that come piece by piece.
  public struct Stream {
    private var context = SHA2_CTX()

    /// Begins.
    public init() { SHA256Init(&context) }

    /// Takes the next bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
      guard let start = bytes.baseAddress else { return }
      cspreg_sha256_update(
        &context, start.assumingMemoryBound(to: UInt8.self), bytes.count, SHA256.hasInstructions)
    }

    /// The digest so far in lower-case hex.
    public func hex() -> String {
      var copy = context
      var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
      SHA256Final(&digest, &copy)
      return SHA256.hex(digest: digest)
    }
  }
}
