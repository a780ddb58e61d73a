import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct SourceCoveredTests {
  static let fixture = RuleFixture(
    rule: SourceCovered.id,
    old: "img-src https://*.acorn.test",
    new: "img-src https://*.acorn.test https://i.acorn.test",
    level: .info, directive: "img-src", source: "https://i.acorn.test",
    message: "https://i.acorn.test is new in img-src, and covered by https://*.acorn.test")

  @Test func reportsWhatAnOldPolicyAllowsAlready() throws {
    try Self.fixture.check()
    let finding = try #require(diff(Self.fixture.old, Self.fixture.new).findings.first)
    #expect(finding.previous == "https://*.acorn.test")
  }

  /// Members that the old wildcard covers stay covered in a policy made for it.
  @Test func aListInPlaceOfAWildcardIsCovered() {
    let fixture = RuleFixture(
      rule: SourceCovered.id, old: "img-src https://*.acorn.test",
      new: "img-src https://i.acorn.test https://pics.acorn.test", level: .info,
      directive: "img-src", source: "", message: "")
    let findings = diff(fixture.old, fixture.new).findings
    #expect(findings.map(\.rule) == ["source-covered", "source-covered", "source-removed"])
    #expect(findings.allSatisfy { $0.level == .info && $0.witness == nil })
  }

  @Test func theWildcardsOwnDomainIsNotCovered() {
    let fixture = RuleFixture(
      rule: SourceCovered.id, old: "img-src https://*.acorn.test",
      new: "img-src https://*.acorn.test https://acorn.test", level: .break,
      directive: "img-src", source: "", message: "")
    let findings = diff(fixture.old, fixture.new).findings
    #expect(findings.map(\.rule) == ["source-added"])
    #expect(findings.map(\.level) == [.break])
  }
}
