public import VendorRequirements

/// A registry whose log was read once, for those who go through all of it.
public struct WholeRegistry: Sendable {
  /// All lines of the log, checked as a chain.
  public let log: [LogEntry]
  private let contents: RegistryContents
  private let entries: [String: [LogEntry]]

  /// Reads the log.
  public init(_ registry: VendorRegistry) throws(RegistryError) {
    log = try registry.log()
    contents = registry.contents
    entries = Dictionary(grouping: log, by: \.vendor)
  }

  /// The ids of all vendors, sorted.
  public var vendors: [String] { entries.keys.sorted() }

  /// What a vendor's `vendor.json` says.
  public func vendor(_ id: String) throws(RegistryError) -> Vendor {
    let path = RegistryPath.vendor(id)
    guard let entry = entries[id]?.last(where: { $0.event == .vendor }),
      let bytes = try contents.read(path)
    else { throw missing(path) }
    return try IntegrityCheck.vendor(bytes, entry: entry, file: contents.describe(path))
  }

  /// All published versions of a vendor in the order of their numbers, withdrawn ones included.
  public func versions(of id: String) -> [PublishedVersion] {
    PublishedVersion.all(in: entries[id] ?? [])
  }

  /// The version that a reference stands for.
  public func version(_ reference: VendorReference) throws(RegistryError) -> PublishedVersion {
    guard entries[reference.vendor] != nil else {
      throw .unknownVendor(reference.vendor, known: vendors, in: "the registry")
    }
    return try PublishedVersion.meant(by: reference, among: versions(of: reference.vendor))
  }

  /// The number of the last line about a vendor; `nil` for one that the log does not name.
  public func lastLine(of vendor: String) -> Int? { entries[vendor]?.last?.seq }

  /// A version's record, and the bytes of its file.
  public func record(
    _ version: PublishedVersion
  ) throws(RegistryError) -> (record: VersionRecord, bytes: [UInt8]) {
    let path = RegistryPath.record(version.vendor, version.number)
    guard let bytes = try contents.read(path) else { throw missing(path) }
    let file = contents.describe(path)
    return (try IntegrityCheck.record(bytes, entry: version.entry, file: file), bytes)
  }

  private func missing(_ path: String) -> RegistryError {
    RegistryError(
      .tampered, contents.describe(path),
      "the file is missing, the log says that it was written" + IntegrityCheck.advice)
  }
}
