import Diagnostics
public import JSONText
public import RequirementHistory
import RequirementDiff
import VendorRequirements
import ViolationReports

/// Whose the hosts are that browsers reported.
public struct ReportedHostsReport: PlainReport {
  private let hosts: ReportedHosts
  private let lineCount: Int
  private let malformed: Int

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - hosts: What was found.
  ///   - lines: Number of lines that were read.
  ///   - malformed: How many of them could not be read as a whole.
  public init(_ hosts: ReportedHosts, lines: Int, malformed: Int) {
    self.hosts = hosts
    lineCount = lines
    self.malformed = malformed
  }

  /// For people: what was blocked and whose it is, then what looks new, then the counts.
  public func text(style: Style) -> String {
    var text = hosts.answers.map { Self.text(of: $0, style) }.joined()
    if !hosts.candidates.isEmpty {
      text += style.bold("New hosts of known families:") + "\n"
      text += hosts.candidates.map { self.text(of: $0, style) }.joined()
    }
    text += "\(hosts.reports.counted("report"))"
    let dropped = dropped
    if !dropped.isEmpty {
      text += "; dropped: " + dropped.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
    }
    return text + "\n"
  }

  private static func text(of answer: ReportedHosts.Answer, _ style: Style) -> String {
    var text = style.bold("\(answer.key.directive) \(answer.key.blocked.text)".printable)
    text += "   \(counts(answer.entry))\n"
    guard case .origin = answer.key.blocked else { return text }
    if let twin = answer.lookAlike {
      text += "  " + style.red("looks like \(twin.printable), and is another domain") + "\n"
    } else if answer.owners.isEmpty {
      text += "  " + style.yellow("unknown") + "\n"
    }
    for owner in answer.owners {
      // Which members a family has says the family's own line.
      text += WhoReport.text(of: owner, style, listsEntries: owner.match != .family)
    }
    if let fix = fix([answer.addition].compactMap { $0 }) { text += "    Fix: \(fix)\n" }
    return text
  }

  private func text(of candidate: ReportedHosts.Candidate, _ style: Style) -> String {
    let few = candidate.isAlert ? "" : "   no alert below \(hosts.minimumSites.counted("site"))"
    let what = style.yellow(candidate.sentence.printable)
    return "  \(what)   \(Self.counts(candidate.entry))\(few)\n"
      + "    If it is the vendor's: \(Self.fix(candidate.additions) ?? "")\n"
  }

  private static func counts(_ entry: ReportTally.Entry) -> String {
    var parts = [entry.reports.counted("report")]
    if entry.reportOnly > 0 { parts.append("\(entry.reportOnly) of them report-only") }
    if !entry.sites.isEmpty { parts.append(entry.sites.count.counted("site")) }
    if let first = entry.firstSeen, let last = entry.lastSeen {
      parts.append(
        first == last ? Moment.text(first) : "\(Moment.text(first)) to \(Moment.text(last))")
    }
    return parts.joined(separator: ", ")
  }

  /// The command that adds sources to a policy.
  private static func fix(_ additions: [String]) -> String? {
    if additions.isEmpty { return nil }
    return "cspreg fix PATH" + additions.map { " --add \"\($0)\"" }.joined()
  }

  private var dropped: [(reason: String, count: Int)] {
    ReportNoise.allCases.compactMap { reason in
      hosts.noise[reason].map { (reason.rawValue, $0) }
    }
  }

  /// The whole report, as docs/json/who-reports.md describes it.
  public var json: JSON {
    [
      "cspreg": .head("who-reports"), "lines": .int(lineCount), "malformed": .int(malformed),
      "reports": .int(hosts.reports), "forgotten": .int(hosts.forgotten),
      "dropped": .object(dropped.map { JSON.Member($0.reason, .int($0.count)) }),
      "min_sites": .int(hosts.minimumSites), "hosts": .array(hosts.answers.map(Self.json)),
      "candidates": .array(hosts.candidates.map(Self.json)),
    ]
  }

  /// A line a host, then a line a candidate.
  public var lines: [JSON] { hosts.answers.map(Self.json) + hosts.candidates.map(Self.json) }

  private static func json(_ answer: ReportedHosts.Answer) -> JSON {
    var host: String?
    if case .origin = answer.key.blocked { host = HostQuestion(answer.key)?.host }
    return .object(
      [
        .init("kind", "host"), .init("directive", .string(answer.key.directive)),
        .init("blocked", .string(answer.key.blocked.text)), .init("host", JSON(host)),
      ] + counts(answer.entry) + [
        .init("look_alike", JSON(answer.lookAlike)),
        .init("vendors", .array(answer.owners.map(JSON.init))),
        .init("fix", JSON(fix([answer.addition].compactMap { $0 }))),
      ])
  }

  private static func json(_ candidate: ReportedHosts.Candidate) -> JSON {
    .object(
      [
        .init("kind", "candidate"), .init("vendor", .string(candidate.owner.vendor.id)),
        .init("version", JSON(candidate.owner.version)), .init("host", .string(candidate.host)),
        .init("name", .string(candidate.name)),
        .init("family", candidate.owner.family.map(JSON.init) ?? .null),
        .init("additions", .strings(candidate.additions)),
      ] + counts(candidate.entry) + [
        .init("site_names", .strings(candidate.entry.sites.sorted())),
        .init("alert", .bool(candidate.isAlert)), .init("message", .string(candidate.sentence)),
        .init("fix", JSON(fix(candidate.additions))),
      ])
  }

  private static func counts(_ entry: ReportTally.Entry) -> [JSON.Member] {
    [
      .init("reports", .int(entry.reports)), .init("report_only", .int(entry.reportOnly)),
      .init("sites", .int(entry.sites.count)),
      .init("first_seen", JSON(entry.firstSeen.map { Moment.text($0) })),
      .init("last_seen", JSON(entry.lastSeen.map { Moment.text($0) })),
    ]
  }
}
