import Diagnostics
public import VendorRequirements

/// A vendor's history in another registry, as it is when the value is made.
public struct UpstreamHistory: Sendable {
  /// The other registry.
  public let registry: VendorRegistry
  /// What it says of the vendor.
  public let vendor: Vendor
  /// Its versions, withdrawn ones included.
  public let versions: [PublishedVersion]
  /// Number and hash of the log's last line.
  let head: (seq: Int, line: String)
  /// Hashes that the vendor's `vendor.json` had, the last one included.
  let vendorHashes: Set<String>

  /// Reads a vendor's history; the registry's log must be a whole chain.
  public init(of id: String, in registry: VendorRegistry) throws(RegistryError) {
    let log = try registry.log()
    versions = try registry.versions(of: id)
    vendor = try registry.vendor(id)
    self.registry = registry
    head = (log.count, log.last?.line ?? LogEntry.start)
    vendorHashes = Set(log.filter { $0.vendor == id && $0.event == .vendor }.map(\.sha256))
  }

  /// The record of one of its versions as a copy: without a number, with where it comes from.
  func copy(of version: PublishedVersion) throws(RegistryError) -> VersionRecord {
    var record = try registry.record(.init(vendor: vendor.id, version: .number(version.number)))
    record.origin = VersionRecord.Origin(head: head.line, seq: head.seq, version: version.number)
    record.version = nil
    return record
  }

  /// Says why this is not the history that some copies were taken of, or where it stops short.
  ///
  /// - Parameter copies: Published records with an origin, of this vendor.
  /// - Returns: What parts them and where; `nil` when this history goes on from all of them.
  /// - Throws: When a line of the log is not what was written.
  func parting(from copies: [VersionRecord]) throws(RegistryError) -> RegistryError? {
    let copies = copies.sorted { ($0.origin?.seq ?? 0) < ($1.origin?.seq ?? 0) }
    var same = 0
    for copy in copies {
      guard let origin = copy.origin else { continue }
      let known = KnownHead(first: nil, seq: origin.seq, line: origin.head)
      let finding = try registry.parting(from: known, notedBy: "the copy \(copy.name)")
      if let finding {
        let place =
          same == 0
          ? "no line of it is known to be the same" : "up to line \(same) it is the known one"
        return RegistryError(
          .tampered, finding.file ?? registry.name, line: finding.line,
          "\(finding.message). Of the history that \(vendor.id) was copied from, \(place)")
      }
      same = origin.seq
    }
    return nil
  }
}
