import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct SchemeAddedTests {
  static let fixture = RuleFixture(
    rule: SchemeAdded.id,
    old: "connect-src https://api.acorn.test",
    new: "connect-src https://api.acorn.test wss://api.acorn.test",
    level: .break, directive: "connect-src", source: "wss://api.acorn.test",
    message: "api.acorn.test is needed over wss too; https never covers wss",
    witness: "connect-src wss://api.acorn.test/")

  @Test func reportsAnotherScheme() throws {
    try Self.fixture.check()
    let finding = try #require(diff(Self.fixture.old, Self.fixture.new).findings.first)
    #expect(finding.previous == "https://api.acorn.test")
  }

  @Test func aBareHostIsAsHttpsOnTheAssumedPage() throws {
    try RuleFixture(
      rule: SchemeAdded.id, old: "connect-src api.acorn.test",
      new: "connect-src api.acorn.test wss://api.acorn.test", level: .break,
      directive: "connect-src", source: "wss://api.acorn.test", message: "over wss too",
      witness: "connect-src wss://api.acorn.test/"
    ).check()
  }

  @Test func sameHostUnderAnotherDirectiveIsNoSibling() {
    let fixture = RuleFixture(
      rule: SchemeAdded.id, old: "connect-src https://a.acorn.test; img-src https://b.acorn.test",
      new: "connect-src https://a.acorn.test wss://b.acorn.test; img-src https://b.acorn.test",
      level: .break, directive: "connect-src", source: "wss://b.acorn.test", message: "")
    #expect(diff(fixture.old, fixture.new).findings.map(\.rule) == ["source-added"])
  }
}
