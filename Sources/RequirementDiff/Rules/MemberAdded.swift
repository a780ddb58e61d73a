import ContentSecurityPolicy

/// A known host family gains a member whose varying part is no region code.
enum MemberAdded: SourceRule {
  static let id = "member-added"
  static let summary =
    "A host family that the old version knows has a new member, and its name is no "
    + "region."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let host = source.host,
      let family = comparison.records.families.family(of: host), !family.known.isEmpty
    else { return nil }
    // A host that the old version knows may be new to this directive only.
    guard let part = comparison.records.families.part(of: host), family.added.contains(part)
    else { return nil }
    return RuleMatch(
      message: "new member of the \(family.stem) family: \(part.isEmpty ? host : part)",
      help: "Add \(source.source) to \(source.directive).",
      family: family)
  }
}
