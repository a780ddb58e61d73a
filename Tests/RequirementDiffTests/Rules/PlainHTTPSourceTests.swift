import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct PlainHTTPSourceTests {
  static let fixture = RuleFixture(
    rule: PlainHTTPSource.id, old: "img-src https://img.acorn.test",
    new: "img-src https://img.acorn.test http://old.acorn.test", level: .warn,
    directive: "img-src", source: "http://old.acorn.test",
    message: "http://old.acorn.test asks for http", beside: ["source-added"])

  @Test func reportsTheRisk() throws { try Self.fixture.check() }

  @Test(arguments: [
    ("img-src https://img.acorn.test http://old.acorn.test", "http://old.acorn.test asks for http"),
    ("connect-src ws://live.acorn.test", "ws://live.acorn.test asks for ws"),
  ]) func saysWhatItIs(lists: String, message: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == PlainHTTPSource.id }
    #expect(found.map(\.message).contains { $0.contains(message) }, "\(found.map(\.message))")
    #expect(found.allSatisfy { $0.level == .warn && $0.witness == nil })
  }

  @Test(arguments: [
    "img-src https://img.acorn.test",
    "connect-src wss://live.acorn.test",
    "img-src img.acorn.test",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(Self.fixture.old, VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == PlainHTTPSource.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(
      ["https://later.acorn.test"], to: "connect-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == PlainHTTPSource.id })
  }
}
