import ContentSecurityPolicy

/// A source is new in the list, but a policy made for the old version allows it already.
enum SourceCovered: SourceRule {
  static let id = "source-covered"
  static let summary = "A source is new in the list, and what was listed before allows it already."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, let coverage) = change, coverage.isRequest,
      coverage.answer == .yes
    else { return nil }
    let cover = comparison.oldSources.first {
      $0.directive == source.directive && $0.covers(source)
    }
    let by = cover.map { " by \($0.source)" } ?? ""
    return RuleMatch(
      message: "\(source.source) is new in \(source.directive), and covered\(by)",
      help: "Nothing to do while the covering source stays.", previous: cover?.source)
  }
}
