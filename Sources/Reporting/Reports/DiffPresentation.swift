import ContentSecurityPolicy
import Diagnostics
public import JSONText
public import RequirementDiff
import VendorRequirements

/// A diff in all the shapes that formats take.
public struct DiffPresentation: Report {
  let report: DiffReport
  let names: (old: String, new: String)?

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - report: What changed.
  ///   - names: How the sides are named on the command line, for the hint of what to do next;
  ///     `nil` when another command could not take them.
  public init(_ report: DiffReport, names: (old: String, new: String)?) {
    self.report = report
    self.names = names
  }

  /// For people at a terminal.
  public func text(style: Style) -> String {
    DiffText(report, names: names, style: style).text
  }

  /// The whole report.
  public var json: JSON { JSON(report) }

  /// A line a finding.
  public var lines: [JSON] { report.findings.map(JSON.init) }

  /// The rules of `diff`.
  public var rules: [(id: String, summary: String)] { Rules.all }

  /// A line a finding, with a reason to be replaced by the reader's own.
  public var ignoreLines: [String]? {
    report.findings.map { IgnoreEntry(for: $0, of: report.to.vendor, reason: "reviewed").text }
  }

  /// One a finding; one that all is well when there is none.
  public var cases: [ReportCase] {
    let found =
      report.findings.map { reportCase($0, ignored: nil) }
      + report.ignored.map { reportCase($0.finding, ignored: $0.reason) }
    if !found.isEmpty { return found }
    return [
      ReportCase(
        group: report.to.vendor, name: "no change", rule: nil, level: .info, fingerprint: nil,
        message: "Both versions ask for the same.")
    ]
  }

  private func reportCase(_ finding: Finding, ignored: String?) -> ReportCase {
    let words = [finding.directive, finding.source].compactMap { $0 }
    return ReportCase(
      group: "\(report.to.vendor).\(finding.profile)",
      name: words.isEmpty ? finding.profile : words.joined(separator: " "), rule: finding.rule,
      level: finding.level, fingerprint: finding.fingerprint,
      message: "\(finding.message.asSentence) \(finding.help)",
      path: report.to.documents.first?.url, line: finding.line, ignored: ignored)
  }

  /// For people in a browser or at a pull request.
  public var page: ReportPage {
    var lead: [ReportPage.Block] = []
    if report.findings.isEmpty {
      lead.append(.paragraph([.text("No change: both versions ask for the same.")]))
    } else if let first = report.pairs.first {
      lead.append(.paragraph([.code(first.to), .text(": " + DiffText.counts(first.summary))]))
    }
    var source: [ReportPage.Span] = [.text("Recorded \(report.to.recorded)")]
    for document in report.to.documents {
      source += [.text(", "), .link(document.url, url: document.url)]
    }
    lead.append(.paragraph(source))
    if report.pairs.count > 1 { lead.append(.table(pairTable)) }
    var sections: [ReportPage.Section] = []
    for (index, pair) in report.pairs.enumerated() where !pair.findings.isEmpty {
      let title = pair.from == pair.to ? pair.to : "\(pair.from) -> \(pair.to)"
      sections.append(
        ReportPage.Section(
          heading: [.code(title), .text(" " + DiffText.counts(pair.summary))],
          isOpen: index == 0, blocks: [.table(Self.table(of: pair.findings))]))
    }
    if !report.remarks.isEmpty {
      sections.append(
        ReportPage.Section(
          heading: [.text("The page as a whole")],
          blocks: [.table(Self.table(of: report.remarks))]))
    }
    if !report.ignored.isEmpty {
      sections.append(
        ReportPage.Section(
          heading: [.text("Ignored")], isOpen: false,
          blocks: [
            .list(
              report.ignored.map { ignored in
                [
                  .code("\(ignored.finding.rule) \(ignored.finding.source ?? "")"),
                  .text(" " + ignored.reason),
                ]
              })
          ]))
    }
    if !report.notes.isEmpty {
      sections.append(
        ReportPage.Section(
          heading: [.text("Notes")], blocks: [.list(report.notes.map { [.text($0)] })]))
    }
    if let names, !report.findings.isEmpty {
      sections.append(
        ReportPage.Section(
          heading: [.text("Which of your policies break")],
          blocks: [.code("cspreg impact \(names.old) \(names.new) --policies PATH")]))
    }
    return ReportPage(title: title, lead: lead, sections: sections)
  }

  private var title: String {
    let from = report.from.version.map { "@\($0)" } ?? "candidate"
    let to = report.to.version.map { "@\($0)" } ?? "candidate"
    return "\(report.to.vendor) \(from) -> \(to)"
  }

  private var pairTable: ReportPage.Table {
    ReportPage.Table(
      columns: ["Profile", "Added", "Break", "Removed", "Moved", "Re-spelled", "Unchanged"],
      rows: report.pairs.map { pair in
        let summary = pair.summary
        let counts = [
          summary.added, summary.breaking, summary.removed, summary.moved, summary.respelled,
          summary.unchanged,
        ]
        return [[.code(pair.to)]] + counts.map { [.text(String($0))] }
      })
  }

  private static func table(of findings: [Finding]) -> ReportPage.Table {
    ReportPage.Table(
      columns: ["Level", "Directive", "Source", "Rule", "What", "Blocked request"],
      rows: findings.map { finding in
        var source: [ReportPage.Span] = [.code(finding.source ?? "")]
        if finding.change != .remark { source.insert(.change(finding.change), at: 0) }
        if finding.change == .respelled, let previous = finding.previous {
          source.insert(contentsOf: [.code(previous), .text(" -> ")], at: 1)
        }
        return [
          [.level(finding.level)], [.code(finding.directive ?? "")], source,
          [.rule(finding.rule)], [.text(finding.message)], [.code(finding.witness?.url ?? "")],
        ]
      })
  }
}

extension String {
  /// The text with a full stop at its end.
  var asSentence: String {
    guard let last, ![".", "!", "?"].contains(last) else { return self }
    return self + "."
  }
}
