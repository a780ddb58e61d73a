import RequirementSamples
import Testing
import ViolationReports

@Suite struct ReportTallyTests {
  static func report(
    _ origin: String, on site: String? = "shop.test", at time: Int? = nil, count: Int = 1,
    _ disposition: ViolationReport.Disposition = .enforce
  ) -> ViolationReport {
    ViolationReport(
      site: site, directive: "img-src", blocked: .origin(origin), disposition: disposition,
      time: time, count: count)
  }

  @Test func counts() throws {
    var tally = ReportTally()
    tally.add(Self.report("https://a.test", at: 20))
    tally.add(Self.report("https://a.test", on: "blog.test", at: 10, count: 3, .report))
    tally.add(Self.report("https://a.test", on: nil))
    tally.add(Self.report("https://b.test"))
    #expect(tally.reports == 6)
    let ranked = tally.ranked
    #expect(ranked.map(\.key.blocked.text) == ["https://a.test", "https://b.test"])
    let entry = ranked[0].entry
    #expect(
      entry.reports == 5 && entry.reportOnly == 3 && entry.sites == ["shop.test", "blog.test"])
    #expect(entry.firstSeen == 10 && entry.lastSeen == 20)
  }

  @Test func onlyOwnSitesCount() {
    var tally = ReportTally(ownSites: ["shop.test"])
    for site in ["shop.test", "eu.shop.test", "notshop.test", "test", nil] {
      tally.add(Self.report("https://a.test", on: site))
    }
    #expect(tally.reports == 2 && tally.noise == [.otherSite: 3])
    #expect(tally.entries.values.map(\.sites) == [["shop.test"]])
  }

  /// A flood of invented hosts pushes out neither what many sites see nor the count of what went.
  @Test func aFloodLeavesWhatManySitesSee() throws {
    var generator = SeededGenerator(seed: 4)
    var tally = ReportTally(entryLimit: 100)
    var sent = 0
    for index in 0..<20_000 {
      tally.add(
        Self.report("https://h\(generator.next()).test", on: "spoofed.test", count: index % 7 + 1))
      sent += index % 7 + 1
      if index % 50 == 0 {
        tally.add(Self.report("https://real.test", on: ["a.test", "b.test"][index / 50 % 2]))
        sent += 1
      }
    }
    #expect(tally.entries.count <= 100)
    let key = ReportTally.Key(directive: "img-src", blocked: .origin("https://real.test"))
    #expect(tally.entries[key]?.sites == ["a.test", "b.test"])
    #expect(tally.entries.values.reduce(0) { $0 + $1.reports } + tally.forgotten == sent)
  }

  /// Nor do invented sites take room without bounds.
  @Test func sitesAreBounded() throws {
    var tally = ReportTally(entryLimit: 100)
    for index in 0..<1000 { tally.add(Self.report("https://a.test", on: "s\(index).test")) }
    #expect(tally.entries.values.first?.sites.count == ReportTally.siteLimit)
    for host in 0..<90 {
      for site in 0..<100 {
        tally.add(Self.report("https://h\(host).test", on: "s\(site).test"))
      }
    }
    #expect(tally.entries.values.reduce(0) { $0 + $1.sites.count } <= 2000)
  }

  @Test func theOrderOfReportsDoesNotMatter() {
    let reports = (0..<50).map {
      Self.report("https://h\($0 % 7).test", on: "s\($0 % 5).test", at: $0)
    }
    var generator = SeededGenerator(seed: 1)
    func lines(_ reports: [ViolationReport]) -> [String] {
      var tally = ReportTally()
      for report in reports { tally.add(report) }
      return tally.ranked.map { "\($0.key) \($0.entry.reports) \($0.entry.sites.sorted())" }
    }
    #expect(lines(reports) == lines(reports.shuffled(using: &generator)))
  }
}
