/// What the log says about a version.
public struct PublishedVersion: Sendable, Hashable {
  /// Why and when a version was withdrawn.
  public struct Withdrawal: Sendable, Hashable {
    /// Why.
    public let reason: String
    /// When, ISO 8601 in UTC.
    public let at: String
  }

  /// The line of the log that published it.
  let entry: LogEntry
  /// Number from 1.
  public let number: Int
  /// Set when it was withdrawn: it is kept, warned about and never the latest.
  public internal(set) var withdrawal: Withdrawal?

  /// Vendor id.
  public var vendor: String { entry.vendor }
  /// When it was published, ISO 8601 in UTC.
  public var at: String { entry.at }
  /// SHA-256 of the record's bytes.
  public var sha256: String { entry.sha256 }
  /// Requirement hash of the record.
  public var requirements: String { entry.requirements ?? "" }
  /// Number of its line in the log.
  public var seq: Int { entry.seq }
  /// Whether it was withdrawn.
  public var isWithdrawn: Bool { withdrawal != nil }
}
