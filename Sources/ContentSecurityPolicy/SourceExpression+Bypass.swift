/// Why a host makes a policy for scripts worthless.
public struct KnownBypass: Sendable, Hashable {
  /// The host that is known.
  public let host: String
  /// What it serves, one sentence.
  public let why: String
  /// Where that is said.
  public let citation: String
}

extension SourceExpression {
  /// What is known of the host that the source names, directly or through a wildcard; `nil` for a host
  /// that is not listed or a source with a path.
  public var knownBypass: KnownBypass? {
    BypassHosts.entry(for: self).map {
      KnownBypass(host: $0.host, why: $0.why, citation: $0.citation)
    }
  }
}
