import VendorRequirements

/// A page rule about single sources that cost more than a vendor's needs should.
protocol RiskRule: PageRule {
  /// What is risky about a source of the new version, and what to do; `nil` when nothing is.
  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)?
}

extension RiskRule {
  /// One finding a profile, directive and source that the old version did not ask for.
  static func findings(in records: RecordComparison) -> [PageMatch] {
    records.appeared.compactMap { profile, source in
      risk(of: source, in: records).map { risk in
        PageMatch(
          profile: profile, directive: source.directive, source: source, message: risk.message,
          help: risk.help)
      }
    }
  }
}
