import Diagnostics

/// Workflow commands that GitHub Actions shows as annotations.
///
/// See <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
enum GitHubFormat: ReportFormat {
  static let name = "github"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    report.cases.filter(\.isReported).map { found in
      let command =
        switch found.level {
        case .break: "error"
        case .warn: "warning"
        case .info: "notice"
        }
      var properties: [String] = []
      // An address is no file of the repository; an annotation there would be lost.
      if let path = found.path, !path.contains("://") {
        properties.append("file=\(property(path))")
        if let line = found.line { properties.append("line=\(line)") }
      }
      properties.append("title=\(property([found.rule ?? "", found.name].joined(separator: ": ")))")
      return "::\(command) \(properties.joined(separator: ","))::\(data(found.message))\n"
    }.joined()
  }

  /// A message: line ends cannot be in it, a per cent sign would start an escape.
  private static func data(_ text: String) -> String {
    text.printable.unicodeScalars.map { $0 == "%" ? "%25" : String($0) }.joined()
  }

  /// A property, which colons and commas would end.
  private static func property(_ text: String) -> String {
    data(text).unicodeScalars.map { scalar in
      switch scalar {
      case ":": "%3A"
      case ",": "%2C"
      default: String(scalar)
      }
    }.joined()
  }
}
