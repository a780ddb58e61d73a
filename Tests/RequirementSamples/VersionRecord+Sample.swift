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
