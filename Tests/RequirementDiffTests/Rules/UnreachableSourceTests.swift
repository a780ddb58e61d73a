import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct UnreachableSourceTests {
  static let fixture = RuleFixture(
    rule: UnreachableSource.id, old: "script-src https://js.acorn.test 'nonce-{n}'",
    new: "script-src https://js.acorn.test 'nonce-{n}' 'strict-dynamic'", level: .warn,
    directive: "script-src", source: "https://js.acorn.test",
    message: "browsers ignore https://js.acorn.test beside 'strict-dynamic'",
    beside: ["keyword-added"])

  @Test func reportsWhatStrictDynamicSwitchesOff() throws { try Self.fixture.check() }

  @Test(arguments: [
    ("script-src 'none' https://js.acorn.test", "browsers ignore 'none' beside other sources"),
    ("img-src *acorn.test", "browsers ignore *acorn.test, which is no legal source"),
  ]) func reportsWhatBrowsersPassOver(lists: String, message: String) {
    let report = diff(VersionRecord(sample: 1, ""), VersionRecord(sample: 2, lists))
    let found = report.remarks.filter { $0.rule == UnreachableSource.id }
    #expect(found.map(\.message).contains { $0.hasPrefix(message) }, "\(report.remarks)")
  }

  @Test func namesTheLegalForm() {
    var profile = Profile(name: "default")
    profile.add(Requirement(source: "*acorn.test", legal: "*.acorn.test"), to: "img-src")
    let report = diff(
      VersionRecord(sample: 1, ""), VersionRecord(sample: 2, profiles: [profile]))
    #expect(report.remarks.map(\.help) == ["Write *.acorn.test instead."])
  }

  @Test(arguments: [
    "script-src 'strict-dynamic' 'nonce-{n}' https: 'unsafe-inline'", "img-src 'none'",
    "script-src https://js.acorn.test", "connect-src https://{region}.acorn.test",
    "style-src 'strict-dynamic' https://css.acorn.test",
  ]) func saysNothingOfOthers(lists: String) {
    let report = diff(VersionRecord(sample: 1, ""), VersionRecord(sample: 2, lists))
    #expect(!report.remarks.contains { $0.rule == UnreachableSource.id })
  }

  @Test func isSilentAboutWhatWasThere() {
    let new = Self.fixture.new.adding(["https://x.acorn.test"], to: "img-src", of: "default")
    #expect(!diff(Self.fixture.new, new).remarks.contains { $0.rule == UnreachableSource.id })
  }
}
