import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct SourceRespelledTests {
  static let fixture = RuleFixture(
    rule: SourceRespelled.id,
    old: "connect-src api.acorn.test", new: "connect-src https://api.acorn.test",
    level: .info, directive: "connect-src", source: "https://api.acorn.test",
    message: "api.acorn.test is now spelled https://api.acorn.test")

  @Test func reportsAnotherSpelling() throws {
    try Self.fixture.check()
    let report = diff(Self.fixture.old, Self.fixture.new)
    #expect(report.findings.first?.previous == "api.acorn.test")
    #expect(report.pairs.first?.summary.respelled == 1)
    #expect(report.pairs.first?.summary.added == 0)
    #expect(report.pairs.first?.summary.removed == 0)
  }

  @Test func tellsWhenOnlyTheRegionDiffers() throws {
    try RuleFixture(
      rule: SourceRespelled.id, old: "connect-src https://a.acorn.test",
      new: "connect-src https://a.acorn.test|eu", level: .info, directive: "connect-src",
      source: "https://a.acorn.test", message: "(region: any -> eu)"
    ).check()
  }

  /// `wss://h` is another requirement, and `http://h` covers more than `https://h`.
  @Test(arguments: ["wss://api.acorn.test", "http://api.acorn.test"])
  func otherSchemesAreNoSpelling(source: String) {
    let old = VersionRecord(sample: 1, "connect-src https://api.acorn.test")
    let new = VersionRecord(sample: 2, "connect-src \(source)")
    let findings = diff(old, new).findings
    #expect(findings.prefix(2).map(\.rule) == ["scheme-added", "source-removed"])
  }
}
