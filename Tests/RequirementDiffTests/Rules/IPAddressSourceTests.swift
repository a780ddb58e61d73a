import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct IPAddressSourceTests {
  static let fixture = RuleFixture(
    rule: IPAddressSource.id, old: "img-src https://img.acorn.test",
    new: "img-src https://img.acorn.test https://192.0.2.7", level: .warn,
    directive: "img-src", source: "https://192.0.2.7",
    message: "https://192.0.2.7 is an address", beside: ["domain-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    ("img-src https://img.acorn.test https://192.0.2.7", "https://192.0.2.7 is an address"),
    ("img-src http://192.0.2.7:8080/x", "is an address"),
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == IPAddressSource.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "img-src 192.0.2.acorn.test",
    "img-src 1.2.3.4.acorn.test",
    "img-src *.2.3.4",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == IPAddressSource.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == IPAddressSource.id })
  }
}
