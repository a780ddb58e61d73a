import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct LookAlikeHostTests {
  static let fixture = RuleFixture(
    rule: LookAlikeHost.id, old: "img-src https://img.acorn.test",
    new: "img-src https://img.acorn.test https://img.ac0rn.test", level: .warn,
    directive: "img-src", source: "https://img.ac0rn.test",
    message: "ac0rn.test looks like acorn.test", beside: ["domain-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    ("img-src https://img.acorn.test https://img.ac0rn.test", "ac0rn.test looks like acorn.test"),
    ("img-src https://acom.test", "acom.test looks like acorn.test"),
    ("img-src https://acorns.test", "acorns.test looks like acorn.test"),
    ("img-src https://xn--acrn-65d.test", "looks like acorn.test"),
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == LookAlikeHost.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "img-src https://oak.test",
    "img-src https://acorn.example",
    "img-src https://cdn.acorn.test",
    "img-src https://pinecone.test",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == LookAlikeHost.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == LookAlikeHost.id })
  }
}
