import ContentSecurityPolicy

/// `*` is listed, which allows every host.
enum AnyHostSource: RiskRule {
  static let id = "any-host-source"
  static let summary = "`*` is listed, which allows every host."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard source.hostSource?.isAny == true else { return nil }
    return (
      "\(source.source) in \(source.directive) allows every host",
      "Ask the vendor for its hosts; add \(source.source) only if you accept that."
    )
  }
}
