import MessageDigest
public import VendorRequirements

/// The hash that is equal exactly when two records ask for the same thing.
public enum RequirementHash {
  /// The hash of a record's requirements in lower-case hex.
  public static func of(_ record: VersionRecord) -> String {
    SHA256.hex(of: Array(record.requirementText.utf8))
  }

  /// The hash of some profiles in lower-case hex, whatever their names and order.
  public static func of(_ profiles: [Profile]) -> String {
    of(VersionRecord(vendor: "", version: nil, recorded: "", documents: [], profiles: profiles))
  }
}
