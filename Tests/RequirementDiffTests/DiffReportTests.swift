import ContentSecurityPolicy
import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

/// The diffs of the bundled records, in figures that the README promises.
@Suite struct DiffReportTests {
  static func report(_ options: DiffOptions = DiffOptions()) throws -> DiffReport {
    diff(
      try VersionRecord.bundled("userpilot", 1), try VersionRecord.bundled("userpilot", 2),
      options: options)
  }

  static func counts(_ summary: DiffReport.Summary) -> [Int] {
    [
      summary.added, summary.breaking, summary.removed, summary.moved, summary.respelled,
      summary.unchanged,
    ]
  }

  @Test func theDetailedProfileComesFirst() throws {
    let pairs = try Self.report().pairs
    #expect(pairs.map(\.from) == ["default", "default"])
    #expect(pairs.map(\.to) == ["detailed", "wildcard"])
    #expect(Self.counts(pairs[0].summary) == [28, 28, 3, 2, 2, 0])
    #expect(Self.counts(pairs[1].summary) == [9, 9, 4, 0, 1, 0])
  }

  @Test func eachDetailedAdditionHasItsRule() throws {
    let pair = try #require(try Self.report().pairs.first)
    var counts: [String: Int] = [:]
    for finding in pair.findings { counts[finding.rule, default: 0] += 1 }
    #expect(pair.findings.count == 31)
    #expect(counts["source-respelled"] == 2)
    #expect(counts["source-removed"] == 1)
    #expect(counts["scheme-added"] == 1)
    #expect(counts["family-added"] == 13)
    #expect(counts["domain-added"] == 1)
    #expect(counts["keyword-added"] == 1)
    #expect(counts["region-added"] == nil && counts["member-added"] == nil)
    let breaks = pair.findings.filter { $0.change == .added }
    #expect(breaks.allSatisfy { $0.level == .break && $0.witness != nil && $0.line != nil })
  }

  @Test func theTwoMovesGoToScriptSource() throws {
    let moves = try #require(try Self.report().pairs.first).moves
    #expect(moves.map(\.source) == ["js.userpilot.io", "deploy.userpilot.io"])
    #expect(moves.allSatisfy { $0.from == "connect-src" && $0.to == "script-src" })
  }

  @Test func directivesAreCounted() throws {
    let counts = try #require(try Self.report().pairs.first).counts
    #expect(
      counts.map { "\($0.directive) \($0.old)>\($0.new)" } == [
        "connect-src 3>19", "font-src 0>3", "media-src 0>1", "img-src 1>4", "script-src 0>2",
        "style-src 1>1",
      ])
  }

  @Test func thePageIsJudged() throws {
    let remarks = try Self.report().remarks
    #expect(remarks.allSatisfy { $0.level == .warn && $0.change == .remark })
    #expect(
      remarks.map { "\($0.rule) \($0.profile) \($0.directive ?? "")" } == [
        "profiles-disagree wildcard font-src", "profiles-disagree wildcard media-src",
        "scheme-only-source wildcard connect-src", "unsafe-keyword wildcard script-src",
      ])
  }

  @Test(arguments: [("userpilot", 1, 2), ("userpilot", 2, 1)])
  func everyBreakIsConfirmed(vendor: String, old: Int, new: Int) throws {
    let from = try VersionRecord.bundled(vendor, old)
    let to = try VersionRecord.bundled(vendor, new)
    for pair in diff(from, to).pairs {
      let oldProfile = try #require(from.profiles.first { $0.name == pair.from })
      let newProfile = try #require(to.profiles.first { $0.name == pair.to })
      try RequirementDiffTests.confirm(
        pair.findings, exact: PolicyList(exactFor: oldProfile), needing: newProfile)
    }
  }

  /// The case that the tool is for: a vendor's page starts to list a new region.
  @Test func aNewRegionIsReportedForBothSchemesAndNothingElse() throws {
    let record = try VersionRecord.bundled("userpilot", 2)
    let sources = ["https://analytex-ap.userpilot.io", "wss://analytex-ap.userpilot.io"]
    let report = diff(record, record.adding(sources, to: "connect-src", of: "detailed"))
    #expect(report.findings.map(\.rule) == ["region-added", "region-added"])
    #expect(report.findings.map(\.source) == sources)
    #expect(report.findings.allSatisfy { $0.message == "new analytex region: ap" })
    #expect(report.findings.allSatisfy { $0.level == .break && $0.profile == "detailed" })
    #expect(
      report.findings.compactMap(\.witness?.url) == sources.map { $0 + "/" })
    let family = try #require(report.findings.first?.family)
    #expect(family.pattern == "analytex{-region}.userpilot.io")
    #expect(family.known == ["", "eu", "in", "us"])
    #expect(family.added == ["ap"])
  }

  @Test func findingsAreThoseOfAllPairsThenTheRemarks() throws {
    let report = try Self.report()
    #expect(report.findings == report.pairs[0].findings + report.pairs[1].findings + report.remarks)
  }

  @Test func notesTellWhatIsNoFinding() throws {
    #expect(try Self.report().notes == ["profiles: default -> wildcard, detailed"])
    var record = VersionRecord(sample: 1, "img-src https://i.acorn.test")
    record.profiles[0].condition = "in most cases"
    var new = record
    new.notes = "Read with the second page."
    new.documents[0].url = "https://acorn.test/csp"
    new.profiles[0].condition = "always"
    let report = diff(record, new)
    #expect(report.findings.isEmpty)
    #expect(
      report.notes == [
        "the documents' addresses differ", "Read with the second page.",
        "the condition of default differs",
      ])
  }

  @Test func anotherOrderIsOnlyNoted() {
    let old = VersionRecord(sample: 1, "img-src a.acorn.test b.acorn.test; font-src c.acorn.test")
    let new = VersionRecord(sample: 2, "font-src c.acorn.test; img-src b.acorn.test a.acorn.test")
    #expect(diff(old, new).findings.isEmpty)
    #expect(diff(old, new).notes == ["the order of profiles, directives or sources differs"])
    #expect(diff(old, old).notes.isEmpty)
  }
}
