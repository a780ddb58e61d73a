import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct KeywordAddedTests {
  static let fixture = RuleFixture(
    rule: KeywordAdded.id,
    old: "style-src https://css.acorn.test",
    new: "style-src https://css.acorn.test 'unsafe-inline'",
    level: .break, directive: "style-src", source: "'unsafe-inline'",
    message: "style-src now needs 'unsafe-inline'", witness: "style-src-elem inline")

  @Test func reportsAKeyword() throws { try Self.fixture.check() }

  @Test func witnessesEval() throws {
    try RuleFixture(
      rule: KeywordAdded.id, old: "script-src https://js.acorn.test",
      new: "script-src https://js.acorn.test 'unsafe-eval'", level: .break,
      directive: "script-src", source: "'unsafe-eval'", message: "'unsafe-eval'",
      witness: "script-src eval", beside: ["unsafe-keyword"]
    ).check()
  }

  /// What stands for no request never breaks anything.
  @Test(arguments: ["'nonce-abc'", "'strict-dynamic'", "'report-sample'"])
  func informsOfWhatIsNoRequest(keyword: String) throws {
    let fixture = RuleFixture(
      rule: KeywordAdded.id, old: "script-src https://js.acorn.test",
      new: "script-src https://js.acorn.test \(keyword)", level: .info,
      directive: "script-src", source: keyword, message: keyword,
      beside: keyword == "'strict-dynamic'" ? ["unreachable-source"] : [])
    try fixture.check()
    #expect(diff(fixture.old, fixture.new).findings.allSatisfy { $0.level < .break })
  }
}
