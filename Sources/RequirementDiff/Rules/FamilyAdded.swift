import ContentSecurityPolicy

/// Hosts of a family appear of which the old version knows no member.
enum FamilyAdded: SourceRule {
  static let id = "family-added"
  static let summary = "A family of hosts appears of which the old version knows no member."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let host = source.host,
      let family = comparison.records.families.family(of: host), family.known.isEmpty
    else { return nil }
    let parts = family.added.filter { !$0.isEmpty }.joined(separator: " ")
    let members = family.varies == .region ? "regions" : "members"
    return RuleMatch(
      message: "new family \(family.stem), its \(members): \(parts)",
      help: "Add \(source.source) to \(source.directive).",
      family: family)
  }
}
