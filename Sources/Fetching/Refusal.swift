/// Why something is not fetched, decided before a connection is made.
public struct Refusal: Error, Sendable, Hashable {
  /// The kind of reason.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No URL, or one that programs read differently.
    case url
    /// A scheme that is not fetched: `file:`, `ftp:`.
    case scheme
    /// A user name or password in the URL.
    case credentials
    /// A host that is neither a name nor an address as they are usually written.
    case host
    /// A port that is not the scheme's own.
    case port
    /// Plain http where nobody asked for it.
    case plainHTTP = "plain-http"
    /// An address that is no part of the public Internet.
    case privateAddress = "private-address"
    /// More redirects than allowed.
    case redirects
    /// The site's robots.txt asks programs to stay away.
    case robots
    /// A request that is not sound: a header with a line break.
    case request
  }

  /// The kind of reason.
  public var reason: Reason
  /// What is wrong and what would be right, one sentence.
  public var message: String

  /// Makes a refusal.
  public init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }
}
