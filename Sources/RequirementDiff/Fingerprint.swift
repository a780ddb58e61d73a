import MessageDigest

/// Identity of a finding over versions and wordings: 16 hex digits.
///
/// A SHA-256 prefix over rule, vendor, profile, directive and source, each ended by a NUL.
public func fingerprint(
  rule: String, vendor: String, profile: String, directive: String?, source: String?
) -> String {
  var bytes: [UInt8] = []
  for part in [rule, vendor, profile, directive ?? "", source ?? ""] {
    bytes += part.utf8
    bytes.append(0)
  }
  return String(SHA256.hex(of: bytes).prefix(16))
}
