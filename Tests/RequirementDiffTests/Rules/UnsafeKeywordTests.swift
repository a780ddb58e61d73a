import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct UnsafeKeywordTests {
  static let fixture = RuleFixture(
    rule: UnsafeKeyword.id, old: "script-src https://js.acorn.test",
    new: "script-src https://js.acorn.test 'unsafe-eval'", level: .warn,
    directive: "script-src", source: "'unsafe-eval'",
    message: "'unsafe-eval' in script-src lets scripts run any text", beside: ["keyword-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    (
      "script-src https://js.acorn.test 'unsafe-eval'",
      "'unsafe-eval' in script-src lets scripts run any text"
    ),
    ("script-src-attr 'unsafe-inline'", "every script in the page's markup"),
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == UnsafeKeyword.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "style-src 'unsafe-inline'",
    "script-src 'wasm-unsafe-eval'",
    "script-src 'self'",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == UnsafeKeyword.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == UnsafeKeyword.id })
  }
}
