import RequirementHistory
import VendorRegistry
import VendorRequirements

extension Registries {
  /// A vendor with all versions that were not withdrawn.
  func history(of id: String) throws(RegistryError) -> VendorHistory {
    var records: [VersionRecord] = []
    for version in try versions(of: id) where !version.isWithdrawn {
      records.append(try record(VendorReference(vendor: id, version: .number(version.number))))
    }
    return VendorHistory(vendor: try vendor(id), versions: records)
  }
}
