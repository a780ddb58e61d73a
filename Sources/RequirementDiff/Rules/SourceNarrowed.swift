import ContentSecurityPolicy

/// A source takes the place of a wider one of the same host, such as the same host with a path.
enum SourceNarrowed: SourceRule {
  static let id = "source-narrowed"
  static let summary = "A narrower source took the place of a wider one of the same host."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, let coverage) = change, coverage.isRequest,
      coverage.answer == .yes
    else { return nil }
    let wider = comparison.oldSources.first { old in
      old.directive == source.directive && old.host == source.host && old.host != nil
        && old.covers(source)
        && !comparison.newSources.contains { $0.identity == old.identity }
    }
    guard let wider else { return nil }
    return RuleMatch(
      message: "\(wider.source) became \(source.source), which is narrower",
      help: "A policy for the old version still works; \(source.source) is enough now.",
      previous: wider.source)
  }
}
