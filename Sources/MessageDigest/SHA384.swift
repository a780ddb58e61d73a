import CMessageDigest

/// SHA-384, through libmd.
public enum SHA384 {
  /// The digest of some bytes, 48 bytes long.
  public static func digest(of bytes: [UInt8]) -> [UInt8] {
    var context = SHA2_CTX()
    SHA384Init(&context)
    SHA384Update(&context, bytes, bytes.count)
    var digest = [UInt8](repeating: 0, count: Int(SHA384_DIGEST_LENGTH))
    SHA384Final(&digest, &context)
    return digest
  }
}
