public import JSONText

/// What a command found out, for people and for programs.
public protocol PlainReport: Sendable {
  /// For people at a terminal, with a final newline.
  func text(style: Style) -> String

  /// The whole report, as docs/json describes it.
  var json: JSON { get }

  /// The single results, one a line of NDJSON.
  var lines: [JSON] { get }
}

/// A report in all the shapes that formats take.
public protocol Report: PlainReport {
  /// For people in a browser or at a pull request.
  var page: ReportPage { get }

  /// What was asked and how it went, one a finding or policy; never empty.
  var cases: [ReportCase] { get }

  /// Rules that ``cases`` may name: id and what the rule reports.
  var rules: [(id: String, summary: String)] { get }

  /// Lines for `cspreg.ignore`; `nil` where nothing can be ignored.
  var ignoreLines: [String]? { get }
}
