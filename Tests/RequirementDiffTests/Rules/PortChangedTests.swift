import Diagnostics
import Testing

@testable import RequirementDiff

@Suite struct PortChangedTests {
  static let fixture = RuleFixture(
    rule: PortChanged.id,
    old: "connect-src https://api.acorn.test",
    new: "connect-src https://api.acorn.test https://api.acorn.test:8443",
    level: .break, directive: "connect-src", source: "https://api.acorn.test:8443",
    message: "is now needed as https://api.acorn.test:8443: the port differs",
    witness: "connect-src https://api.acorn.test:8443/")

  @Test func reportsAnotherPort() throws {
    try Self.fixture.check()
    let finding = try #require(diff(Self.fixture.old, Self.fixture.new).findings.first)
    #expect(finding.previous == "https://api.acorn.test")
  }

  @Test func theDefaultPortIsNoChange() {
    let fixture = RuleFixture(
      rule: PortChanged.id, old: "connect-src https://api.acorn.test",
      new: "connect-src https://api.acorn.test:443", level: .info, directive: "connect-src",
      source: "", message: "")
    #expect(diff(fixture.old, fixture.new).findings.isEmpty)
  }
}
