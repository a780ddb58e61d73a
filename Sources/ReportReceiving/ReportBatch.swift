import JSONText
public import ViolationReports

/// Reports on their way into a store, counted together where site, directive and blocked origin are the same.
public struct ReportBatch: Sendable {
  /// What is counted together.
  public struct Key: Sendable, Hashable {
    /// The site whose token the report came with.
    public var site: String
    /// Directive name.
    public var directive: String
    /// What was blocked.
    public var blocked: BlockedResource
  }

  /// What was counted.
  public struct Count: Sendable, Hashable {
    /// Number of reports.
    public var reports = 0
    /// How many of them are of policies that only report.
    public var reportOnly = 0
    /// The last report's details as JSON; `nil` unless they are kept.
    public var details: String?
  }

  /// The reports of one site that were dropped for one reason.
  public struct Dropped: Sendable, Hashable {
    /// The site.
    public var site: String
    /// Why.
    public var reason: ReportNoise
  }

  /// What was counted.
  public private(set) var counts: [Key: Count] = [:]
  /// What was dropped.
  public private(set) var dropped: [Dropped: Int] = [:]
  /// When the last of it came, in seconds since 1970.
  public private(set) var time: Int

  /// The most characters of details that are kept of a report.
  static let detailLimit = 2_000

  /// Starts with nothing.
  public init(time: Int) { self.time = time }

  /// Number of reports, dropped ones included.
  public var size: Int {
    counts.values.reduce(0) { $0 + $1.reports } + dropped.values.reduce(0, +)
  }

  /// Counts the reports of a site.
  ///
  /// - Parameters:
  ///   - result: What a body held.
  ///   - site: The host whose token it came with; reports of pages elsewhere are dropped.
  public mutating func add(_ result: ReportReader.Result, site: String) {
    for reason in result.noise { drop(reason, site) }
    for report in result.reports {
      if let page = report.site, page != site, !page.hasSuffix("." + site) {
        drop(.otherSite, site)
        continue
      }
      let key = Key(site: site, directive: report.directive, blocked: report.blocked)
      // A browser's report is one, whatever it claims.
      counts[key, default: Count()].reports += 1
      if report.disposition == .report { counts[key, default: Count()].reportOnly += 1 }
      if let details = report.details { counts[key]?.details = Self.text(of: details) }
    }
  }

  private mutating func drop(_ reason: ReportNoise, _ site: String) {
    dropped[Dropped(site: site, reason: reason), default: 0] += 1
  }

  /// Adds what another batch counted.
  public mutating func add(_ other: ReportBatch) {
    time = max(time, other.time)
    counts.merge(other.counts) { one, other in
      Count(
        reports: one.reports + other.reports, reportOnly: one.reportOnly + other.reportOnly,
        details: other.details ?? one.details)
    }
    dropped.merge(other.dropped) { $0 + $1 }
  }

  private static func text(of details: ViolationReport.Details) -> String {
    func cut(_ text: String?) -> JSON { JSON(text.map { String($0.prefix(detailLimit / 3)) }) }
    let json: JSON = [
      "blocked": cut(details.blocked), "page": cut(details.page), "sample": cut(details.sample),
    ]
    return json.compact()
  }
}
