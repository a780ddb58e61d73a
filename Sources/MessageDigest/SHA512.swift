import CMessageDigest

/// SHA-512, through libmd.
public enum SHA512 {
  /// The digest of some bytes, 64 bytes long.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var context = SHA2_CTX()
    SHA512Init(&context)
    SHA512Update(&context, bytes, bytes.count)
    var digest = [UInt8](repeating: 0, count: Int(SHA512_DIGEST_LENGTH))
    SHA512Final(&digest, &context)
    return digest
  }
}
