import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct WildcardAddedTests {
  static let fixture = RuleFixture(
    rule: WildcardAdded.id,
    old: "img-src https://i.acorn.test",
    new: "img-src https://i.acorn.test https://*.acorn.test",
    level: .break, directive: "img-src", source: "https://*.acorn.test",
    message: "img-src now needs the wildcard https://*.acorn.test",
    witness: "img-src https://cspreg-witness.acorn.test/")

  @Test func reportsAWildcard() throws { try Self.fixture.check() }

  @Test func countsTheHostsThatItReplaces() throws {
    let fixture = RuleFixture(
      rule: WildcardAdded.id,
      old: "img-src https://i.acorn.test https://pics.acorn.test https://i.oak.test",
      new: "img-src https://*.acorn.test https://i.oak.test", level: .break,
      directive: "img-src", source: "https://*.acorn.test", message: "")
    let findings = diff(fixture.old, fixture.new).findings
    #expect(findings.map(\.rule) == ["wildcard-added", "source-removed", "source-removed"])
    #expect(findings.first?.message.hasSuffix("in place of 2 listed hosts") == true)
  }

  @Test func reportsAStar() throws {
    try RuleFixture(
      rule: WildcardAdded.id, old: "img-src https://i.acorn.test",
      new: "img-src https://i.acorn.test *", level: .break, directive: "img-src", source: "*",
      message: "the wildcard *", witness: "img-src https://cspreg-witness.example/",
      beside: ["any-host-source"]
    ).check()
  }
}
