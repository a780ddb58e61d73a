import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct DirectiveAddedTests {
  static let fixture = RuleFixture(
    rule: DirectiveAdded.id,
    old: "connect-src https://api.acorn.test",
    new: "connect-src https://api.acorn.test; font-src https://type.acorn.test",
    level: .break, directive: "font-src", source: "https://type.acorn.test",
    message: "font-src is needed now, with https://type.acorn.test",
    witness: "font-src https://type.acorn.test/")

  @Test func reportsADirectiveThatTheOldVersionLacks() throws { try Self.fixture.check() }

  @Test func saysWhereAMovedSourceWas() throws {
    let moved = RuleFixture(
      rule: DirectiveAdded.id,
      old: "connect-src https://api.acorn.test https://js.acorn.test",
      new: "connect-src https://api.acorn.test; media-src https://js.acorn.test",
      level: .break, directive: "media-src", source: "https://js.acorn.test",
      message: "it was in connect-src", witness: "media-src https://js.acorn.test/")
    try moved.check()
    let finding = try #require(diff(moved.old, moved.new).findings.first)
    #expect(finding.movedFrom == "connect-src")
  }
}
