import ContentSecurityPolicy

/// A host stands under a registrable domain that the vendor never named before.
enum DomainAdded: SourceRule {
  static let id = "domain-added"
  static let summary =
    "A host stands under a registrable domain that the vendor never named before."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let site = source.site,
      !comparison.records.oldSites.contains(site)
    else { return nil }
    return RuleMatch(
      message: "new registrable domain: \(site)",
      help: "Check that \(site) belongs to the vendor or a supplier that you accept, then add "
        + "\(source.source) to \(source.directive).")
  }
}
