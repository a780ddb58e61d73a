/// A source is listed under a directive that was there before, and no other rule explains it.
enum SourceAdded: SourceRule {
  static let id = "source-added"
  static let summary = "A source is needed under a directive that was there before."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change else { return nil }
    var elsewhere: [String] = []
    for other in comparison.oldSources where other.host != nil && other.host == source.host {
      if !elsewhere.contains(other.directive) { elsewhere.append(other.directive) }
    }
    let was = elsewhere.isEmpty ? "" : "; it was in \(elsewhere.joined(separator: ", ")) only"
    return RuleMatch(
      message: "\(source.directive) now needs \(source.source)\(was)",
      help: "Add \(source.source) to \(source.directive).")
  }
}
