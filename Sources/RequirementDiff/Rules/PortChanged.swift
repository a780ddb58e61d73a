import ContentSecurityPolicy

/// A host that the directive lists already is needed on another port.
enum PortChanged: SourceRule {
  static let id = "port-changed"
  static let summary = "A host that the directive lists already is needed on another port."

  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch? {
    guard case .added(let source, _) = change, let host = source.hostSource else { return nil }
    let sibling = comparison.oldSources.first {
      $0.directive == source.directive && $0.host == source.host
        && $0.hostSource?.port != host.port
    }
    guard let sibling else { return nil }
    return RuleMatch(
      message: "\(sibling.source) is now needed as \(source.source): the port differs",
      help: "Add \(source.source) to \(source.directive).",
      previous: sibling.source)
  }
}
