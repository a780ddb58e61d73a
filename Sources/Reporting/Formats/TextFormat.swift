/// Text for people at a terminal.
enum TextFormat: ReportFormat {
  static let name = "text"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    report.text(style: surroundings.style)
  }
}
