public import RequirementHistory
public import VendorRequirements

/// A vendor with all that was published about it.
public struct PublishedVendor: Sendable {
  /// One version.
  public struct Version: Sendable {
    /// Number of the log's line that published it.
    public var seq: Int
    /// Hash of that line.
    public var line: String
    /// When, ISO 8601 in UTC.
    public var at: String
    /// What it asks for.
    public var record: VersionRecord
    /// The record's file, as the log has its hash.
    public var bytes: [UInt8]
    /// Why it was withdrawn; `nil` when it holds.
    public var withdrawn: String?

    /// Makes a version.
    public init(
      seq: Int, line: String, at: String, record: VersionRecord, bytes: [UInt8],
      withdrawn: String?
    ) {
      self.seq = seq
      self.line = line
      self.at = at
      self.record = record
      self.bytes = bytes
      self.withdrawn = withdrawn
    }

    /// Its number.
    var number: Int { record.version ?? 0 }
  }

  /// The vendor.
  public let vendor: Vendor
  /// Its versions in the order of their numbers, withdrawn ones included.
  public let versions: [Version]
  /// What each of ``versions`` changed against the last one before it that holds.
  let changes: [VersionChange]
  /// Since when each source is listed.
  let blame: Blame
  /// Hosts and directives that have pages: what versions that hold ask for, or asked for once.
  let hosts: Set<String>
  let directives: Set<String>
  /// The newest version that holds.
  let latest: Version?

  /// Puts a vendor together; versions are compared here.
  public init(vendor: Vendor, versions: [Version]) {
    self.vendor = vendor
    self.versions = versions
    changes = VersionChange.all(
      versions.map { ($0.record, $0.withdrawn != nil) }, ownDomains: vendor.domains)
    let holding = versions.filter { $0.withdrawn == nil }
    blame = Blame(holding.map(\.record))
    hosts = Set(blame.entries.compactMap { HostName.of($0.source) })
    directives = Set(blame.entries.map(\.directive)).subtracting([Profile.unspecified])
    latest = holding.last
  }

  /// What the version changed that a line of the log published; `nil` for another vendor's line.
  public func change(atLine seq: Int) -> VersionChange? {
    versions.firstIndex { $0.seq == seq }.map { changes[$0] }
  }

  /// When a version was published.
  func time(of number: Int) -> String? { versions.first { $0.number == number }?.at }
}
