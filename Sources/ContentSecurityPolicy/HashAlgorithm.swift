/// The digests that a hash source may use.
public enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
  /// SHA-256.
  case sha256
  /// SHA-384.
  case sha384
  /// SHA-512.
  case sha512
}

extension HashAlgorithm {
  /// The source expression that allows an inline text with a digest, such as `'sha256-...='`.
  ///
  /// - Parameter digest: The digest of the text's UTF-8 bytes.
  /// - Returns: The expression with its quotes.
  public func source(forDigest digest: [UInt8]) -> String {
    "'\(rawValue)-\(String(decoding: Base64.encode(digest), as: UTF8.self))'"
  }
}
