import ContentSecurityPolicy

/// A wildcard host, or `*`, is listed that was not listed before.
enum WildcardAdded: SourceRule {
  static let id = "wildcard-added"
  static let summary = "A wildcard host, or `*`, is listed that was not listed before."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let host = source.hostSource,
      host.isAny || host.isWildcard
    else { return nil }
    let replaced = comparison.oldSources.filter {
      $0.directive == source.directive && source.covers($0)
    }
    let noun = replaced.count == 1 ? "host" : "hosts"
    let instead = replaced.isEmpty ? "" : " in place of \(replaced.count) listed \(noun)"
    return RuleMatch(
      message: "\(source.directive) now needs the wildcard \(source.source)\(instead)",
      help: "Add \(source.source) to \(source.directive); it allows every host below it.")
  }
}
