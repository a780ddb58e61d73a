import JSONText

/// A CSP violation report as browsers send it.
///
/// Both forms are read: `{"csp-report": {...}}` of <https://www.w3.org/TR/CSP3/#deprecated-serialize-violation>
/// and the Reporting API's `{"type": "csp-violation", "body": {...}}`, alone or in an array.
enum ViolationReport {
  /// What the reports of a JSON text ask.
  static func questions(in text: String) -> [HostQuestion] {
    guard let node = try? JSONNode(parsing: Array(text.utf8), file: "report") else { return [] }
    if case .array(let values) = node.json { return values.compactMap(question) }
    return question(in: node.json).map { [$0] } ?? []
  }

  private static func question(in report: JSON) -> HostQuestion? {
    let body = report["csp-report"] ?? report["body"] ?? report
    func text(_ keys: String...) -> String? { keys.lazy.compactMap { body[$0]?.string }.first }
    guard let blocked = text("blocked-uri", "blockedURL", "blockedURI") else { return nil }
    let directive = text(
      "effective-directive", "effectiveDirective", "violated-directive", "violatedDirective")
    let name = directive?.split(separator: " ").first.map { $0.lowercased() }
    return HostQuestion(blocked, directive: name)
  }
}
