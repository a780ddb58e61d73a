import Diagnostics
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct SourceNarrowedTests {
  /// The wider source goes, so that its removal is told as well.
  @Test(arguments: [
    ("https://js.acorn.test", "https://js.acorn.test/v1/"),
    ("https://js.acorn.test:*", "https://js.acorn.test"),
    ("http://js.acorn.test", "https://js.acorn.test"),
  ]) func reportsWhatIsEnoughNow(wide: String, narrow: String) throws {
    let fixture = RuleFixture(
      rule: SourceNarrowed.id, old: "script-src \(wide)", new: "script-src \(narrow)",
      level: .info, directive: "script-src", source: narrow, message: "")
    let findings = diff(fixture.old, fixture.new).findings
    #expect(findings.map(\.rule) == ["source-narrowed", "source-removed"])
    #expect(findings.allSatisfy { $0.level == .info && $0.witness == nil })
    let finding = try #require(findings.first)
    #expect(finding.previous == wide)
    #expect(finding.message == "\(wide) became \(narrow), which is narrower")
  }

  @Test func whatStaysBesideTheWiderOneIsOnlyCovered() {
    let fixture = RuleFixture(
      rule: SourceNarrowed.id, old: "script-src https://js.acorn.test",
      new: "script-src https://js.acorn.test https://js.acorn.test/v1/", level: .info,
      directive: "script-src", source: "", message: "")
    #expect(diff(fixture.old, fixture.new).findings.map(\.rule) == ["source-covered"])
  }

  /// Where a source stands in the document does not matter.
  @Test func theWiderOneMayStandOnAnotherLine() {
    let fixture = RuleFixture(
      rule: SourceNarrowed.id, old: "script-src https://js.acorn.test",
      new: "script-src https://js.acorn.test https://js.acorn.test/v1/", level: .info,
      directive: "script-src", source: "", message: "")
    var new = fixture.new
    new.profiles[0].directives[0].requirements[0].line = 7
    #expect(diff(fixture.old, new).findings.map(\.rule) == ["source-covered"])
  }
}
