/// A source left one directive and came under another that was there before.
enum SourceMoved: SourceRule {
  static let id = "source-moved"

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let from = comparison.movedFrom[source] else {
      return nil
    }
    return RuleMatch(
      message: "\(source.source) moved from \(from) to \(source.directive)",
      help: "Add \(source.source) to \(source.directive); \(from) needs it no longer.")
  }
}
