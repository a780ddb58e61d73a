import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct PathChangedTests {
  static let fixture = RuleFixture(
    rule: PathChanged.id,
    old: "script-src https://js.acorn.test/v1/",
    new: "script-src https://js.acorn.test/v1/ https://js.acorn.test/v2/",
    level: .break, directive: "script-src", source: "https://js.acorn.test/v2/",
    message: "https://js.acorn.test/v1/ is now needed as https://js.acorn.test/v2/",
    witness: "script-src-elem https://js.acorn.test/v2/cspreg-witness")

  @Test func reportsAnotherPath() throws {
    try Self.fixture.check()
    let finding = try #require(diff(Self.fixture.old, Self.fixture.new).findings.first)
    #expect(finding.previous == "https://js.acorn.test/v1/")
  }

  /// A path that goes away or gets wider breaks a policy that has it.
  @Test(arguments: ["https://js.acorn.test", "https://js.acorn.test/v1/"])
  func widerPathsBreak(wider: String) {
    let fixture = RuleFixture(
      rule: PathChanged.id, old: "script-src https://js.acorn.test/v1/a.js",
      new: "script-src \(wider)", level: .break, directive: "script-src", source: wider,
      message: "the path differs")
    let findings = diff(fixture.old, fixture.new).findings
    #expect(findings.map(\.rule) == ["path-changed", "source-removed"])
    #expect(findings.map(\.level) == [.break, .info])
  }
}
