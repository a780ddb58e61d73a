/// The parts of a host source such as `https://*.example.com:443/a/`.
///
/// See <https://www.w3.org/TR/CSP3/#grammardef-host-source>.
public struct HostSource: Sendable, Hashable {
  /// The port part.
  public enum Port: Sendable, Hashable {
    /// `:*`.
    case any
    /// `:443`.
    case number(Int)
  }

  /// The scheme in lower case, or `nil` for a schemeless source.
  public let scheme: String?
  /// Whether the host begins with `*.`.
  public let isWildcard: Bool
  /// Whether the host is a bare `*`.
  public let isAny: Bool
  /// The host in lower case, without `*.`; empty for a bare `*`.
  public let host: String
  /// The port, or `nil` for the default one.
  public let port: Port?
  /// The path as it is written, query and fragment cut off; `nil` without one.
  public let path: String?
}
