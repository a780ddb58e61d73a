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
  /// Hash of that line.
  public var line: String { entry.line }
}

extension PublishedVersion {
  /// What the lines of one vendor say, in the order of the numbers.
  static func all(in entries: [LogEntry]) -> [PublishedVersion] {
    var versions: [PublishedVersion] = []
    for entry in entries {
      guard let number = entry.version else { continue }
      if entry.event == .published {
        versions.append(PublishedVersion(entry: entry, number: number))
      } else if let index = versions.firstIndex(where: { $0.number == number }) {
        versions[index].withdrawal = .init(reason: entry.reason ?? "", at: entry.at)
      }
    }
    return versions.sorted { $0.number < $1.number }
  }
}
