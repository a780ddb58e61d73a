import ContentSecurityPolicy
import VendorRequirements

/// A wildcard stands right below a public suffix, so that hosts of strangers match it.
///
/// See <https://publicsuffix.org/list/>. The list itself was asked on import: a host without a
/// registrable domain is a public suffix.
enum PublicSuffixWildcard: RiskRule {
  static let id = "public-suffix-wildcard"
  static let summary =
    "A wildcard stands right below a public suffix, so that hosts of strangers match it."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard let host = source.hostSource, host.isWildcard, source.requirement.site == nil,
      records.newHasSites
    else { return nil }
    return (
      "\(source.source) allows everybody who has a host below \(host.host)",
      "Ask the vendor for its own hosts below \(host.host) and list those."
    )
  }
}
