import ContentSecurityPolicy

/// A host is listed that is known to serve scripts with which injected markup runs code of its own.
enum BypassHost: RiskRule {
  static let id = "bypass-host"
  static let summary =
    "A host is listed that is known to serve scripts with which injected markup runs code"
    + " of its own."

  private static let scripts: Set = ["default-src", "script-src", "script-src-elem"]

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard scripts.contains(source.directive), let bypass = source.expression.knownBypass else {
      return nil
    }
    return (
      "\(bypass.host) lets injected markup run scripts. \(bypass.why)",
      "Add the path of the script that the vendor needs, or use a nonce with 'strict-dynamic'. "
        + "See \(bypass.citation)."
    )
  }
}
