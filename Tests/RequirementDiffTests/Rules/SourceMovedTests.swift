import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct SourceMovedTests {
  static let fixture = RuleFixture(
    rule: SourceMoved.id,
    old: "connect-src a.acorn.test https://js.acorn.test; script-src a.acorn.test",
    new: "connect-src a.acorn.test; script-src a.acorn.test https://js.acorn.test",
    level: .break, directive: "script-src", source: "https://js.acorn.test",
    message: "https://js.acorn.test moved from connect-src to script-src",
    witness: "script-src-elem https://js.acorn.test/")

  @Test func reportsAMoveOnceWhereTheSourceWent() throws {
    try Self.fixture.check()
    let report = diff(Self.fixture.old, Self.fixture.new)
    let finding = try #require(report.findings.first)
    #expect(finding.movedFrom == "connect-src")
    let pair = try #require(report.pairs.first)
    #expect(pair.summary.removed == 1 && pair.summary.moved == 1 && pair.summary.added == 1)
    #expect(pair.moves.map(\.source) == ["https://js.acorn.test"])
    #expect(pair.moves.map(\.from) == ["connect-src"])
    #expect(pair.moves.map(\.to) == ["script-src"])
  }

  /// A host that others share proves nothing by turning up elsewhere.
  @Test func onlyTheVendorsOwnHostsMove() {
    let old = VersionRecord(
      sample: 1, "style-src css.oak.test a.acorn.test; font-src a.acorn.test")
    let new = VersionRecord(
      sample: 2, "style-src a.acorn.test; font-src a.acorn.test css.oak.test")
    let findings = diff(old, new, options: DiffOptions(ownDomains: ["acorn.test"])).findings
    #expect(findings.map(\.rule) == ["source-added", "source-removed"])
    let own = diff(old, new, options: DiffOptions(ownDomains: ["oak.test"])).findings
    #expect(own.map(\.rule) == ["source-moved"])
  }

  @Test func neighboursMoveTogether() throws {
    let old = VersionRecord(
      sample: 1,
      "connect-src js.acorn.test up.acorn.test; script-src a.acorn.test; media-src a.acorn.test")
    let new = VersionRecord(
      sample: 2,
      "media-src a.acorn.test js.acorn.test; script-src a.acorn.test js.acorn.test up.acorn.test")
    let pair = try #require(diff(old, new).pairs.first)
    #expect(pair.moves.map(\.to) == ["script-src", "script-src"])
    #expect(pair.summary.moved == 2)
  }

  /// One list was split into a required and an optional one.
  @Test func reportsTheProfileThatASourceMovedTo() throws {
    let old = VersionRecord(
      sample: 1,
      profiles: [Profile(sample: "img-src a.acorn.test b.acorn.test c.acorn.test", name: "base")])
    let new = VersionRecord(
      sample: 2,
      profiles: [
        Profile(sample: "img-src a.acorn.test", name: "base"),
        Profile(sample: "img-src https://b.acorn.test", name: "video", mode: .optional),
        Profile(sample: "img-src c.acorn.test", name: "told", mode: .informational),
      ])
    let pair = try #require(diff(old, new).pairs.first)
    #expect(pair.findings.map(\.rule) == ["source-moved", "source-removed"])
    #expect(pair.findings.map(\.level) == [.info, .info])
    #expect(pair.findings.map(\.movedTo) == ["video", nil])
    #expect(pair.findings.first?.message == "b.acorn.test moved to the profile video")
    #expect(pair.summary.removed == 2 && pair.summary.moved == 1)
    // Once it stands there, it is only removed.
    var known = old
    known.profiles.append(new.profiles[1])
    #expect(diff(known, new).pairs.first?.summary.moved == 0)
  }

  /// Of alternatives each is enough: what one drops has not gone to the other.
  @Test func alternativesTakeNothingFromEachOther() throws {
    let old = VersionRecord(
      sample: 1,
      profiles: [Profile(sample: "img-src a.acorn.test b.acorn.test", mode: .alternative)])
    let new = VersionRecord(
      sample: 2,
      profiles: [
        Profile(sample: "img-src a.acorn.test", mode: .alternative),
        Profile(sample: "img-src b.acorn.test", name: "other", mode: .alternative),
      ])
    let report = diff(old, new)
    #expect(!report.findings.contains { $0.rule == "source-moved" })
  }
}
