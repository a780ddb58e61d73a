import ContentSecurityPolicy

/// A whole scheme is listed, which allows every host that speaks it.
enum SchemeOnlySource: RiskRule {
  static let id = "scheme-only-source"
  static let summary = "A whole scheme is listed, which allows every host that speaks it."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard case .scheme(let scheme) = source.expression.kind,
      ["http", "https", "ws", "wss"].contains(scheme)
    else { return nil }
    let what = scheme.hasPrefix("ws") ? "WebSocket host" : "host"
    return (
      "\(source.source) allows every \(what)",
      "Prefer a profile that lists hosts; add \(source.source) only if you accept that."
    )
  }
}
