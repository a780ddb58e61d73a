public import VendorRegistry
public import VendorRequirements

extension VersionRecord {
  /// A version of an invented vendor.
  public init(
    sample version: Int?, of vendor: String = "acorn", profiles: [Profile], notes: String? = nil
  ) {
    self.init(
      vendor: vendor, version: version, recorded: "2026-11-21",
      documents: [
        Document(
          url: "https://docs.\(vendor).test/csp", origin: .transcribed, mediaType: "text/html")
      ], profiles: profiles, notes: notes)
  }

  /// A version with the one required profile `default`, written as a policy is.
  public init(sample version: Int?, _ lists: String) {
    self.init(sample: version, profiles: [Profile(sample: lists)])
  }

  /// A record of the bundled registry.
  public static func bundled(
    _ vendor: String, _ version: Int
  ) throws(RegistryError) -> VersionRecord {
    try RecordReader.read(path: Repository.path("Registry/vendors/\(vendor)/\(version).json"))
  }

  /// A vendor of the bundled registry with all its versions.
  public struct BundledVendor: Sendable, CustomStringConvertible {
    /// The vendor.
    public let vendor: Vendor
    /// Its versions, in order.
    public let versions: [VersionRecord]

    /// The vendor's id.
    public var description: String { vendor.id }
  }

  /// All vendors of the bundled registry, checked against its log.
  public static func bundledVendors() throws(RegistryError) -> [BundledVendor] {
    let registry = try VendorRegistry(directory: Repository.path("Registry"))
    var vendors: [BundledVendor] = []
    for id in registry.vendors() {
      var versions: [VersionRecord] = []
      for version in try registry.versions(of: id) {
        let reference = VendorReference(vendor: id, version: .number(version.number))
        versions.append(try registry.record(reference))
      }
      vendors.append(BundledVendor(vendor: try registry.vendor(id), versions: versions))
    }
    return vendors
  }

  /// The same record with a source added to a profile, line and site left open.
  public func adding(
    _ sources: [String], to directive: String, of profile: String
  ) -> VersionRecord {
    var record = self
    for index in record.profiles.indices where record.profiles[index].name == profile {
      for source in sources {
        record.profiles[index].add(Requirement(source: source), to: directive)
      }
    }
    return record
  }
}
