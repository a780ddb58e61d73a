import VendorRequirements

/// Of profiles that are each enough, one names a directive that another does not.
enum ProfilesDisagree: PageRule {
  static let id = "profiles-disagree"
  static let summary =
    "Of profiles that are each said to be enough, one names a directive that another does"
    + " not."

  static func findings(in records: RecordComparison) -> [PageMatch] {
    let before = gaps(of: records.old)
    return gaps(of: records.new).filter { !before.contains($0) }.map { gap in
      PageMatch(
        profile: gap.profile, directive: gap.directive, source: nil,
        message: "\(gap.namedBy) needs \(gap.directive), \(gap.profile) does not name it",
        help: "A policy that follows \(gap.profile) may still block what \(gap.namedBy) lists "
          + "under \(gap.directive); ask the vendor which is right.")
    }
  }

  private struct Gap: Equatable {
    let profile: String
    let directive: String
    let namedBy: String
  }

  private static func gaps(of record: VersionRecord) -> [Gap] {
    let alternatives = record.profiles.filter { $0.mode == .alternative }
    return alternatives.flatMap { lacking in
      alternatives.flatMap { naming -> [Gap] in
        guard naming.environment == lacking.environment else { return [] }
        return naming.directives.map(\.name)
          .filter { name in !lacking.directives.contains { $0.name == name } }
          .map { Gap(profile: lacking.name, directive: $0, namedBy: naming.name) }
      }
    }
  }
}
