import Diagnostics
public import JSONText
public import ViolationReports

/// What was counted of one site, directive and blocked resource.
public struct SiteCount: Sendable, Hashable {
  /// The site whose token the reports came with.
  public var site: String
  /// Directive name.
  public var directive: String
  /// What was blocked.
  public var blocked: BlockedResource
  /// Number of reports.
  public var reports: Int
  /// How many of them are of policies that only report.
  public var reportOnly: Int
  /// When the first of them came, in seconds since 1970.
  public var firstSeen: Int
  /// When the last of them came.
  public var lastSeen: Int

  /// The most reports that a line stands for.
  static let lineLimit = 1_000_000_000

  /// It as reports that collectors export, which ``ReportReader`` reads: with how many each line stands for.
  public var lines: [JSON] {
    let parts = [("enforce", reports - reportOnly), ("report", reportOnly)]
    return parts.flatMap { disposition, count in
      stride(from: 0, to: count, by: Self.lineLimit).map { start in
        [
          "count": .int(min(Self.lineLimit, count - start)),
          "first_seen": .string(Moment.text(firstSeen)),
          "last_seen": .string(Moment.text(lastSeen)),
          "csp-report": [
            "document-uri": .string("https://\(site)/"), "effective-directive": .string(directive),
            "blocked-uri": .string(blocked.text), "disposition": .string(disposition),
          ],
        ]
      }
    }
  }
}
