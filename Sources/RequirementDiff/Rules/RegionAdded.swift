import ContentSecurityPolicy

/// A known host family gains a member whose varying part is a region code.
enum RegionAdded: SourceRule {
  static let id = "region-added"
  static let summary = "A host family that the old version knows has a member in a new region."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let host = source.host,
      let family = comparison.records.families.family(of: host), !family.known.isEmpty,
      let part = comparison.records.families.part(of: host), family.added.contains(part),
      RegionCode.matches(part)
    else { return nil }
    return RuleMatch(
      message: "new \(family.stem) region: \(part)",
      help: "Add \(source.source) to \(source.directive) if users of the region \(part) visit "
        + "your site.",
      family: family)
  }
}
