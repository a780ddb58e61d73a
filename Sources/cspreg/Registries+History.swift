import RequirementHistory
import VendorRegistry
import VendorRequirements

extension Registries {
  /// All vendors with all versions that were not withdrawn.
  func histories() throws(RegistryError) -> [VendorHistory] {
    var histories: [VendorHistory] = []
    for id in try vendors() { histories.append(try history(of: id)) }
    return histories
  }

  /// A vendor with all versions that were not withdrawn.
  func history(of id: String) throws(RegistryError) -> VendorHistory {
    var records: [VersionRecord] = []
    for version in try versions(of: id) where !version.isWithdrawn {
      records.append(try record(VendorReference(vendor: id, version: .number(version.number))))
    }
    return VendorHistory(vendor: try vendor(id), versions: records)
  }
}
