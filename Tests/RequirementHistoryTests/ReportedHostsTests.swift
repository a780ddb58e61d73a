import RequirementDiff
import RequirementHistory
import RequirementSamples
import Testing
import VendorRequirements
import ViolationReports

@Suite struct ReportedHostsTests {
  static func hosts(_ reports: [(String, String, String)], minimumSites: Int = 2) -> ReportedHosts {
    var tally = ReportTally()
    for (site, directive, origin) in reports {
      tally.add(ViolationReport(site: site, directive: directive, blocked: .origin(origin)))
    }
    return ReportedHosts(
      tally, vendors: [VendorHistoryTests.history, other], minimumSites: minimumSites)
  }

  static let other = VendorHistory(
    vendor: Vendor(
      id: "beech", name: "Beech", homepage: "https://beech.test", domains: ["beech.test"],
      documents: []),
    versions: [
      VersionRecord(
        sample: 1, of: "beech",
        profiles: [
          Profile(
            sample: "script-src https://s.beech.test/sdk/ https://*.cdn.beech.test; "
              + "img-src https://i.beech.test")
        ])
    ])

  @Test func aNewRegionOnSeveralSitesIsAnAlert() throws {
    let found = Self.hosts([
      ("a.test", "connect-src", "https://d-ap.acorn.test"),
      ("b.test", "connect-src", "wss://d-ap.acorn.test"),
      ("a.test", "connect-src", "d-ap.acorn.test"),
    ])
    let candidate = try #require(found.candidates.first)
    #expect(found.candidates.count == 1 && candidate.isAlert)
    #expect(candidate.sentence == "d-ap seen blocked on 2 sites; not yet in acorn@2")
    #expect(
      candidate.additions == [
        "connect-src https://d-ap.acorn.test", "connect-src wss://d-ap.acorn.test",
      ])
    #expect(candidate.owner.family?.added == ["ap"] && candidate.entry.reports == 3)
  }

  @Test func oneSiteIsNotEnough() {
    let reports = (0..<50).map { _ in ("a.test", "connect-src", "https://d-ap.acorn.test") }
    #expect(Self.hosts(reports).candidates.map(\.isAlert) == [false])
    #expect(Self.hosts(reports, minimumSites: 1).candidates.map(\.isAlert) == [true])
  }

  /// What is listed, formerly listed, merely under the domain or a forgery is no new member.
  @Test(arguments: [
    "https://d-eu.acorn.test", "https://x.acorn.test", "https://d-ap.acorn.test.evil.test",
    "https://d-ap.ac0rn.test", "https://d-ap.xn--corn-43d.test", "https://xn--d-p-7cd.acorn.test",
    "http://d-eu.acorn.test:81",
  ]) func nothingElseIsACandidate(origin: String) {
    let found = Self.hosts([("a.test", "connect-src", origin), ("b.test", "connect-src", origin)])
    #expect(found.candidates.isEmpty)
  }

  @Test func forgeriesAreCalledSo() {
    func twin(_ origin: String) -> String? {
      Self.hosts([("a.test", "img-src", origin)]).answers[0].lookAlike
    }
    #expect(twin("https://d-ap.ac0rn.test") == "acorn.test")
    #expect(twin("https://xn--corn-43d.test") == "acorn.test")
    #expect(twin("https://x.acorn.test") == nil)
    #expect(twin("https://elm.test") == nil)
  }

  @Test(arguments: [
    ("script-src-elem", "https://s.beech.test", "script-src https://s.beech.test/sdk/"),
    ("script-src", "https://a.cdn.beech.test", "script-src https://a.cdn.beech.test"),
    ("img-src", "https://i.beech.test", "img-src https://i.beech.test"),
    ("font-src", "https://i.beech.test", nil), ("img-src", "https://x.beech.test", nil),
  ]) func theFixIsWhatTheVendorAsksForThere(directive: String, origin: String, addition: String?) {
    #expect(Self.hosts([("a.test", directive, origin)]).answers[0].addition == addition)
  }

  @Test func keywordsHaveNoOwner() {
    var tally = ReportTally()
    tally.add(ViolationReport(site: "a.test", directive: "script-src", blocked: .keyword("inline")))
    let found = ReportedHosts(tally, vendors: [VendorHistoryTests.history], minimumSites: 2)
    #expect(found.answers.map(\.owners.count) == [0] && found.candidates.isEmpty)
  }
}
