/// A source is listed no longer.
enum SourceRemoved: SourceRule {
  static let id = "source-removed"
  static let summary = "A source is listed no longer."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .removed(let source) = change else { return nil }
    return RuleMatch(
      message: "\(source.directive) needs \(source.source) no longer",
      help: "Remove it from \(source.directive) if nothing else on your site needs it.")
  }
}
