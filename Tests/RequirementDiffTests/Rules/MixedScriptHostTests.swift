import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct MixedScriptHostTests {
  static let fixture = RuleFixture(
    rule: MixedScriptHost.id, old: "img-src https://img.acorn.test",
    new: "img-src https://img.acorn.test https://xn--kstni-4vec.test", level: .warn,
    directive: "img-src", source: "https://xn--kstni-4vec.test",
    message: "letters, which look alike", beside: ["domain-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    ("img-src https://img.acorn.test https://xn--kstni-4vec.test", "letters, which look alike")
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == MixedScriptHost.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "img-src https://xn--mnchen-3ya.test",
    "img-src https://oak.test",
    "img-src https://xn--80ak6aa92e.test",
    "img-src https://xn--.test",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == MixedScriptHost.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == MixedScriptHost.id })
  }
}
