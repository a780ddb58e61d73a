/// The digests that a hash source may use.
public enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
  /// SHA-256.
  case sha256
  /// SHA-384.
  case sha384
  /// SHA-512.
  case sha512
}
