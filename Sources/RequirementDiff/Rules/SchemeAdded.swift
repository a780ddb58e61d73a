import ContentSecurityPolicy

/// A host that the directive lists already is needed under another scheme.
enum SchemeAdded: SourceRule {
  static let id = "scheme-added"
  static let summary = "A host that the directive lists already is needed under another scheme."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let host = source.hostSource else { return nil }
    let sibling = comparison.oldSources.first {
      $0.directive == source.directive && $0.host == source.host
        && $0.hostSource?.scheme != host.scheme
    }
    guard let sibling else { return nil }
    let why = ["ws", "wss"].contains(host.scheme ?? "") ? "; https never covers wss" : ""
    return RuleMatch(
      message: "\(source.host ?? source.source) is needed over \(host.scheme ?? "https") too\(why)",
      help: "Add \(source.source) to \(source.directive) beside \(sibling.source).",
      previous: sibling.source)
  }
}
