/// The digests that a hash source may use.
public enum HashAlgorithm: String, Sendable, Hashable, CaseIterable {
  case sha256
  case sha384
  case sha512
}
