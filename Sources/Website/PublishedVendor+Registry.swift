public import Reporting
public import VendorRegistry
import VendorRequirements

extension PublishedVendor {
  /// Reads a vendor with all its versions; each file is held against the log.
  public init(_ id: String, in registry: WholeRegistry) throws(RegistryError) {
    var versions: [Version] = []
    for version in registry.versions(of: id) {
      let (record, bytes) = try registry.record(version)
      versions.append(
        Version(
          seq: version.seq, line: version.line, at: version.at, record: record, bytes: bytes,
          withdrawn: version.withdrawal?.reason))
    }
    self.init(vendor: try registry.vendor(id), versions: versions)
  }
}

extension Site.Head {
  /// Where a registry's log ends.
  public init(_ registry: WholeRegistry) {
    let last = registry.log.last
    self.init(seq: last?.seq ?? 0, line: last?.line ?? LogEntry.start, at: last?.at ?? "")
  }
}

extension ChangesReport.Entry {
  /// What a line of the log says of itself.
  public init(_ line: LogEntry) {
    self.init(
      seq: line.seq, event: line.event.rawValue, vendor: line.vendor, version: line.version,
      at: line.at, reason: line.reason, change: nil)
  }
}
