import JSONText

/// One JSON object; its schema is in docs/json.
enum JSONFormat: ReportFormat {
  static let name = "json"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    report.json.canonical()
  }
}
