/// A keyword is listed that lets injected text run as a script.
enum UnsafeKeyword: RiskRule {
  static let id = "unsafe-keyword"
  static let summary = "A keyword is listed that lets injected text run as a script."

  private static let scripts: Set = [
    "default-src", "script-src", "script-src-elem", "script-src-attr", "worker-src",
  ]

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard scripts.contains(source.directive) else { return nil }
    let what: String
    switch source.normal {
    case "'unsafe-eval'": what = "lets scripts run any text as code"
    case "'unsafe-inline'": what = "lets every script in the page's markup run"
    default: return nil
    }
    return (
      "\(source.source) in \(source.directive) \(what)",
      "Ask the vendor for a way without it, such as a nonce; it weakens the policy for all scripts."
    )
  }
}
