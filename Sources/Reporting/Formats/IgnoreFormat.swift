/// Lines for `cspreg.ignore`, one a finding.
enum IgnoreFormat: ReportFormat {
  static let name = "ignore"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    (report.ignoreLines ?? []).map { $0 + "\n" }.joined()
  }
}
