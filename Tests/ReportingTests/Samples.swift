import ContentSecurityPolicy
import Impact
import Reporting
import RequirementDiff
import RequirementSamples
import VendorRequirements

/// Reports that several tests print.
enum Samples {
  static func userpilot(_ options: DiffOptions = DiffOptions()) throws -> DiffReport {
    diff(
      try VersionRecord.bundled("userpilot", 1), try VersionRecord.bundled("userpilot", 2),
      options: options)
  }

  /// The result of an invented change for header values, one a policy.
  static func result(
    from old: String? = "img-src https://i.acorn.test", to new: String, _ policies: String...,
    delivery: Delivery = .header
  ) -> ImpactResult {
    let decision = Decision(
      from: old.map { VersionRecord(sample: 1, $0) }, to: VersionRecord(sample: 2, new),
      options: Decision.Options(ownDomains: ["acorn.test"]))
    let list = PolicyList(
      policies: policies.flatMap { PolicyList(parsing: $0, delivery: delivery).policies })
    return decision.result(for: list)
  }

  static let wide = "img-src https://i.acorn.test https://p.acorn.test"

  /// Breaks: two policies, one of which must copy its list.
  static let breaks = result(
    to: wide + " https://q.acorn.test",
    "img-src https://i.acorn.test", "default-src 'self' https://i.acorn.test")
  static let safe = result(to: wide, wide)
  static let notUsed = result(to: wide, "img-src 'self'")
  static let reportOnly = result(to: wide, wide, delivery: .reportOnly)
  static let incomplete = result(to: wide, "img-src https://old.acorn.test")
  static let depends = result(
    from: "script-src https://i.acorn.test", to: "script-src https://js.acorn.test",
    "script-src 'nonce-a1' 'strict-dynamic' https://js.acorn.test")
  static let unmet = result(from: nil, to: wide, "img-src https://i.acorn.test")
  static let meets = result(from: nil, to: wide, wide)

  /// A small change with one of everything: what breaks, warns, informs, moves and is accepted.
  static let report = presentation(
    old: [
      Profile(
        sample: "connect-src api.acorn.test https://up.acorn.test https://d-us.acorn.test; "
          + "img-src https://i.acorn.test https://old.acorn.test", name: "default")
    ],
    new: [
      Profile(
        sample:
          "connect-src https://api.acorn.test https://d-us.acorn.test https://d-eu.acorn.test "
          + "wss:; img-src https://i.acorn.test https://up.acorn.test https://taken.acorn.test",
        name: "default"),
      Profile(
        sample: "font-src https://type.oak.test", name: "fonts", mode: .optional,
        condition: "if you use our fonts"),
    ],
    accepting: "https://taken.acorn.test")
  static let emptyReport = presentation(
    old: [Profile(sample: "img-src i.acorn.test")], new: [Profile(sample: "img-src i.acorn.test")])
  /// A change of which every text is hostile.
  static let hostileReport = presentation(
    old: [Profile(sample: "img-src https://i.acorn.test", name: "x\(hostile)")],
    new: [
      Profile(
        sample: "img-src https://i.acorn.test https://p.acorn.test/<script>alert(1)</script>|`x` "
          + "https://q.acorn.test/\(hostile.filter { $0 != " " && $0 != "|" })", name: "x\(hostile)"
      )
    ])

  static func presentation(
    old: [Profile], new: [Profile], accepting source: String? = nil
  ) -> DiffPresentation {
    var report = diff(
      VersionRecord(sample: 1, profiles: old), VersionRecord(sample: 2, profiles: new),
      options: DiffOptions(ownDomains: ["acorn.test"]))
    for index in report.pairs.indices {
      for finding in report.pairs[index].findings where finding.source == source {
        report.ignored.append(DiffReport.Ignored(finding: finding, reason: "we serve it ourselves"))
      }
      report.pairs[index].findings.removeAll { $0.source == source }
    }
    return DiffPresentation(report, names: ("acorn@1", "acorn@2"))
  }

  /// Text that would do harm on a terminal: colours, a title, line ends, a reversed order.
  static let hostile = "a\u{1B}[31m\u{7}b\r\nc\u{202E}d\u{2066}e\u{9B}f\u{200B}g\u{2028}h\u{0}"

  /// Whether a text holds nothing but lines of visible characters.
  static func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      if scalar == "\n" { return true }
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: return false
      default: return true
      }
    }
  }
}

extension Reporting.Report {
  /// The report in a format, without colours.
  func written(by format: any ReportFormat.Type) -> String {
    format.write(self, Surroundings(style: Style(isColored: false), version: "1.2.3"))
  }
}
