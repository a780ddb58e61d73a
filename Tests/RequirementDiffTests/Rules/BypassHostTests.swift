import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct BypassHostTests {
  static let fixture = RuleFixture(
    rule: BypassHost.id, old: "script-src https://js.acorn.test",
    new: "script-src https://js.acorn.test https://ajax.googleapis.com", level: .warn,
    directive: "script-src", source: "https://ajax.googleapis.com",
    message: "ajax.googleapis.com lets injected markup run scripts", beside: ["domain-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    (
      "script-src https://js.acorn.test https://ajax.googleapis.com",
      "ajax.googleapis.com lets injected markup run scripts"
    ),
    ("script-src *.googleapis.com", "lets injected markup run scripts"),
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == BypassHost.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "img-src https://ajax.googleapis.com",
    "script-src https://ajax.googleapis.com/ajax/libs/x.js",
    "script-src https://js.acorn.test",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == BypassHost.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == BypassHost.id })
  }
}
