import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct SourceRemovedTests {
  static let fixture = RuleFixture(
    rule: SourceRemoved.id,
    old: "connect-src https://api.acorn.test https://old.acorn.test",
    new: "connect-src https://api.acorn.test",
    level: .info, directive: "connect-src", source: "https://old.acorn.test",
    message: "connect-src needs https://old.acorn.test no longer")

  @Test func reportsWhatIsGone() throws { try Self.fixture.check() }

  @Test func aRemovalIsNeverABreak() {
    let empty = VersionRecord(sample: 2, "connect-src")
    let old = VersionRecord(
      sample: 1, "connect-src https://a.acorn.test wss: 'self'; script-src 'unsafe-inline' *")
    let findings = diff(old, empty).findings
    #expect(findings.count == 5)
    #expect(findings.allSatisfy { $0.rule == "source-removed" && $0.level == .info })
  }
}
