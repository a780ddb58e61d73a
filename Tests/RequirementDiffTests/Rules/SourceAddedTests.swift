import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct SourceAddedTests {
  static let fixture = RuleFixture(
    rule: SourceAdded.id,
    old: "connect-src https://api.acorn.test",
    new: "connect-src https://api.acorn.test https://files.acorn.test",
    level: .break, directive: "connect-src", source: "https://files.acorn.test",
    message: "connect-src now needs https://files.acorn.test",
    witness: "connect-src https://files.acorn.test/")

  @Test func reportsASourceThatNothingElseExplains() throws {
    try Self.fixture.check()
    let finding = try #require(diff(Self.fixture.old, Self.fixture.new).findings.first)
    #expect(finding.line == 2)
    #expect(finding.previous == nil && finding.movedFrom == nil && finding.family == nil)
  }

  @Test func saysWhereTheHostStandsAlready() throws {
    try RuleFixture(
      rule: SourceAdded.id, old: "img-src files.acorn.test; connect-src https://api.acorn.test",
      new: "img-src files.acorn.test; connect-src https://api.acorn.test https://files.acorn.test",
      level: .break, directive: "connect-src", source: "https://files.acorn.test",
      message: "; it was in img-src only", witness: "connect-src https://files.acorn.test/"
    ).check()
  }
}
