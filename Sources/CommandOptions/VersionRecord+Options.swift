import Diagnostics
public import VendorRequirements

/// What `--profile` and `--region` name should exist: another name would leave out everything in silence.
extension VersionRecord {
  /// Checks that it has a profile.
  ///
  /// - Parameters:
  ///   - name: The profile's name.
  ///   - place: Where it was named; `nil` for the option.
  /// - Throws: ``CommandError`` with the names that it has.
  public func requireProfile(_ name: String, named place: String? = nil) throws(CommandError) {
    if profiles.contains(where: { $0.name == name }) { return }
    throw CommandError(
      place ?? "--profile \(name)",
      "\(self.name) has no such profile; it has \(profiles.map(\.name).joined(separator: ", ")).",
      exitCode: .usage)
  }
}

extension [VersionRecord] {
  /// What to say of a region for which no record states sources, when records distinguish regions at all.
  ///
  /// - Parameter regions: Names of regions in lower case.
  /// - Returns: The first such region and the regions that there are; `nil` when all are known.
  public func remark(onRegions regions: Set<String>) -> String? {
    if regions.isEmpty { return nil }
    let known = Set(
      flatMap(\.profiles).flatMap(\.directives).flatMap(\.requirements).compactMap(\.region))
    guard !known.isEmpty, let name = regions.subtracting(known).min() else { return nil }
    let vendors = Set(map(\.vendor)).sorted().joined(separator: ", ")
    return "cspreg: --region \(name): no such region; sources of \(vendors) are for "
      + "\(known.sorted().joined(separator: ", ")), or for all."
  }
}

/// The regions of a comma-separated option, in lower case.
public func regionSet(_ text: String?) -> Set<String> {
  Set((text ?? "").split(separator: ",").map { $0.lowercased() })
}
