import Diagnostics
public import VendorRequirements

/// What `--profile` and `--region` name must exist: another name would leave out everything in silence.
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
  /// Checks that each region is one for which some record states sources, when any record distinguishes regions.
  ///
  /// - Parameter regions: Names of regions in lower case.
  /// - Throws: ``CommandError`` with the regions that there are.
  public func requireRegions(_ regions: Set<String>) throws(CommandError) {
    if regions.isEmpty { return }
    let known = Set(
      flatMap(\.profiles).flatMap(\.directives).flatMap(\.requirements).compactMap(\.region))
    guard !known.isEmpty, let name = regions.subtracting(known).min() else { return }
    let vendors = Set(map(\.vendor)).sorted().joined(separator: ", ")
    throw CommandError(
      "--region \(name)",
      "no such region; sources of \(vendors) are for \(known.sorted().joined(separator: ", ")), "
        + "or for all.", exitCode: .usage)
  }
}

/// The regions of a comma-separated option, in lower case.
public func regionSet(_ text: String?) -> Set<String> {
  Set((text ?? "").split(separator: ",").map { $0.lowercased() })
}
