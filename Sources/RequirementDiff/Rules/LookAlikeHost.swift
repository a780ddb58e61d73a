import ContentSecurityPolicy

/// A host's domain looks like one that the vendor used before, and is another.
enum LookAlikeHost: RiskRule {
  static let id = "look-alike-host"
  static let summary =
    "A host stands under a domain that looks like one of the vendor's, and is another."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard let site = source.site, !records.knownSites.contains(site),
      let name = DomainLabel(site: site)
    else { return nil }
    let twin = records.knownSites.sorted().first { known in
      DomainLabel(site: known).map { name.looksLike($0) } ?? false
    }
    guard let twin else { return nil }
    return (
      "\(site) looks like \(twin), and is another domain",
      "Make sure that \(site) belongs to the vendor before you allow \(source.source)."
    )
  }
}
