import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct AnyHostSourceTests {
  static let fixture = RuleFixture(
    rule: AnyHostSource.id, old: "img-src https://img.acorn.test",
    new: "img-src https://img.acorn.test *", level: .warn,
    directive: "img-src", source: "*",
    message: "* in img-src allows every host", beside: ["wildcard-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    ("img-src https://img.acorn.test *", "* in img-src allows every host"),
    ("img-src https://*", "https://* in img-src allows every host"),
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == AnyHostSource.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "img-src *.acorn.test",
    "img-src https:",
    "img-src data:",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == AnyHostSource.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == AnyHostSource.id })
  }
}
