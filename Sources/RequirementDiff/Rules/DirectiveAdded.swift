/// A directive is needed that the old profile did not name at all.
enum DirectiveAdded: SourceRule {
  static let id = "directive-added"
  static let summary = "A directive is needed that the old profile did not name at all."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change,
      !comparison.oldSources.contains(where: { $0.directive == source.directive })
    else { return nil }
    let moved = comparison.movedFrom[source.identity].map { "; it was in \($0)" } ?? ""
    return RuleMatch(
      message: "\(source.directive) is needed now, with \(source.source)\(moved)",
      help: "Add \(source.source) to \(source.directive). A policy without \(source.directive) "
        + "must copy the list that governs it first.")
  }
}
