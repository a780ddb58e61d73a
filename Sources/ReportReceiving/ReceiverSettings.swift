/// What a receiver takes and keeps.
public struct ReceiverSettings: Sendable {
  /// The most bytes of a body.
  public var bodyLimit = 64 << 10
  /// Reports a second that a site may send in the long run; 0 for any number.
  public var rate = 10_000.0
  /// Reports that a site may send at once.
  public var burst = 20_000.0
  /// The most reports, and the most requests, that wait to be written.
  public var queueLimit = 20_000
  /// Whether the last page, URL and sample of each count are kept; they may tell about visitors.
  public var keepsDetails = false
  /// After how many seconds a token that was revoked counts no more.
  public var tokenAge = 5.0

  /// The usual settings.
  public init() {}
}
