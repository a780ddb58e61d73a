/// Reports counted by directive and what was blocked, in bounded room.
///
/// Reports are what strangers send: whoever floods it with invented hosts makes it give up what was seen on the
/// fewest sites and least often, and it says how many reports that were.
public struct ReportTally: Sendable {
  /// What is counted together.
  public struct Key: Sendable, Hashable {
    /// Directive name.
    public var directive: String
    /// What was blocked.
    public var blocked: BlockedResource

    /// Makes a key.
    public init(directive: String, blocked: BlockedResource) {
      self.directive = directive
      self.blocked = blocked
    }
  }

  /// What was counted.
  public struct Entry: Sendable, Hashable {
    /// Number of reports.
    public fileprivate(set) var reports = 0
    /// How many of them are of policies that only report.
    public fileprivate(set) var reportOnly = 0
    /// Hosts of the pages, at most ``ReportTally/siteLimit``.
    public fileprivate(set) var sites: Set<String> = []
    /// The earliest time; `nil` where no report has one.
    public fileprivate(set) var firstSeen: Int?
    /// The latest time.
    public fileprivate(set) var lastSeen: Int?

    /// Starts at nothing.
    public init() {}

    /// What was counted of one site.
    public init(reports: Int, reportOnly: Int, site: String?, firstSeen: Int?, lastSeen: Int?) {
      self.reports = reports
      self.reportOnly = reportOnly
      sites = site.map { [$0] } ?? []
      self.firstSeen = firstSeen
      self.lastSeen = lastSeen
    }

    /// Adds what another entry counted.
    public mutating func add(_ other: Entry) {
      reports += other.reports
      reportOnly += other.reportOnly
      for site in other.sites.sorted() where sites.count < ReportTally.siteLimit {
        sites.insert(site)
      }
      firstSeen = [firstSeen, other.firstSeen].compactMap { $0 }.min()
      lastSeen = [lastSeen, other.lastSeen].compactMap { $0 }.max()
    }
  }

  /// The most sites that are told apart for one entry.
  public static let siteLimit = 100

  /// What was counted.
  public private(set) var entries: [Key: Entry] = [:]
  /// Number of reports, dropped ones left out.
  public private(set) var reports = 0
  /// Number of dropped reports by reason.
  public private(set) var noise: [ReportNoise: Int] = [:]
  /// Number of reports that were counted and given up for room.
  public private(set) var forgotten = 0
  private let entryLimit: Int
  private let linkLimit: Int
  /// Sites over all entries.
  private var links = 0
  private let ownSites: Set<String>

  /// Starts at nothing.
  ///
  /// - Parameters:
  ///   - ownSites: Hosts whose pages, and those of hosts below them, count, as one site each; empty for all.
  ///   - entryLimit: How many entries are kept, at least 2.
  public init(ownSites: [String] = [], entryLimit: Int = 10_000) {
    self.ownSites = Set(ownSites)
    self.entryLimit = max(2, entryLimit)
    linkLimit = 20 * self.entryLimit
  }

  /// Counts what a text held.
  public mutating func add(_ result: ReportReader.Result) {
    for reason in result.noise { noise[reason, default: 0] += 1 }
    for report in result.reports { add(report) }
  }

  /// Counts a report.
  public mutating func add(_ report: ViolationReport) {
    var site = report.site
    if !ownSites.isEmpty {
      site = ownSite(of: report.site)
      guard site != nil else {
        noise[.otherSite, default: 0] += report.count
        return
      }
    }
    add(
      Entry(
        reports: report.count, reportOnly: report.disposition == .report ? report.count : 0,
        site: site, firstSeen: report.firstTime ?? report.time, lastSeen: report.time),
      of: Key(directive: report.directive, blocked: report.blocked))
  }

  /// Adds what was counted elsewhere.
  public mutating func add(_ entry: Entry, of key: Key) {
    reports += entry.reports
    let before = entries[key]?.sites.count ?? 0
    entries[key, default: Entry()].add(entry)
    links += (entries[key]?.sites.count ?? 0) - before
    if entries.count > entryLimit || links > linkLimit { giveUpHalf() }
  }

  /// The nearest of the own sites at or above a host; whoever invents hosts below one makes no second site.
  private func ownSite(of host: String?) -> String? {
    guard var rest = host.map({ Substring($0) }) else { return nil }
    while true {
      if ownSites.contains(String(rest)) { return String(rest) }
      guard let dot = rest.firstIndex(of: ".") else { return nil }
      rest = rest[rest.index(after: dot)...]
    }
  }

  /// Gives up the half that was seen on the fewest sites, then least often.
  private mutating func giveUpHalf() {
    let ranked = entries.sorted { left, right in
      let (one, other) = (left.value, right.value)
      if one.sites.count != other.sites.count { return one.sites.count < other.sites.count }
      if one.reports != other.reports { return one.reports < other.reports }
      return left.key < right.key
    }
    for (key, entry) in ranked.prefix(ranked.count / 2) {
      forgotten += entry.reports
      links -= entry.sites.count
      entries[key] = nil
    }
  }

  /// The entries with the most reports first, then in the order of their names.
  public var ranked: [(key: Key, entry: Entry)] {
    entries.map { ($0.key, $0.value) }.sorted { left, right in
      left.1.reports != right.1.reports ? left.1.reports > right.1.reports : left.0 < right.0
    }
  }
}

extension ReportTally.Key: Comparable {
  /// By directive, then by what was blocked.
  public static func < (left: Self, right: Self) -> Bool {
    (left.directive, left.blocked.text) < (right.directive, right.blocked.text)
  }
}
