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

  /// The version that a reference stands for.
  ///
  /// - Parameters:
  ///   - reference: What was asked for.
  ///   - versions: All versions of its vendor.
  /// - Returns: One of the versions.
  /// - Throws: That there is none, and which ones there are.
  static func meant(
    by reference: VendorReference, among versions: [PublishedVersion]
  ) throws(RegistryError) -> PublishedVersion {
    func unknown(_ message: String) -> RegistryError {
      RegistryError(.unknownVersion, reference.description, message)
    }
    guard !versions.isEmpty else {
      throw unknown("no version of \(reference.vendor) was published yet")
    }
    let latest = versions.last { !$0.isWithdrawn }
    switch reference.version {
    case .latest:
      guard let latest else {
        throw unknown("every version of \(reference.vendor) was withdrawn; name one by its number")
      }
      return latest
    case .number(let number):
      if let version = versions.first(where: { $0.number == number }) { return version }
      let known = versions.map { "\($0.number)" + ($0.isWithdrawn ? " (withdrawn)" : "") }
      let hint = latest.map { ", latest is \($0.number)" } ?? ""
      throw unknown(
        "there is no such version; \(reference.vendor) has \(known.joined(separator: ", "))\(hint)")
    }
  }
}
