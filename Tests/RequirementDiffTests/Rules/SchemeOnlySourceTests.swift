import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct SchemeOnlySourceTests {
  /// The pair's own finding says that it is needed; this rule says what it costs.
  static let fixture = RuleFixture(
    rule: SchemeOnlySource.id, old: "connect-src https://api.acorn.test",
    new: "connect-src https://api.acorn.test wss:", level: .warn, directive: "connect-src",
    source: "wss:", message: "wss: allows every WebSocket host", beside: ["source-added"])
  static let old = VersionRecord(sample: 1, "connect-src https://api.acorn.test")

  @Test(arguments: [
    ("wss:", "wss: allows every WebSocket host"), ("https:", "https: allows every host"),
  ]) func reportsAWholeScheme(source: String, message: String) {
    let new = Self.old.adding([source], to: "connect-src", of: "default")
    let report = diff(Self.old, new)
    #expect(report.pairs.flatMap(\.findings).map(\.rule) == ["source-added"])
    #expect(report.remarks.map(\.rule) == ["scheme-only-source"])
    #expect(report.remarks.map(\.level) == [.warn])
    #expect(report.remarks.map(\.source) == [source])
    #expect(report.remarks.map(\.message) == [message])
  }

  @Test func aSchemeWithoutHostsIsNoRisk() {
    let new = Self.old.adding(["data:", "blob:"], to: "connect-src", of: "default")
    #expect(diff(Self.old, new).remarks.isEmpty)
  }

  @Test func isSilentAboutWhatWasThere() {
    let old = Self.old.adding(["wss:"], to: "connect-src", of: "default")
    let new = old.adding(["https://up.acorn.test"], to: "connect-src", of: "default")
    #expect(diff(old, new).remarks.isEmpty)
  }

  @Test func saysNothingOfAProfileThatIsNeverNeeded() {
    var new = Self.old
    new.profiles.append(
      Profile(sample: "connect-src https: wss:", name: "seen", mode: .informational))
    #expect(diff(Self.old, new).findings.isEmpty)
    // So it is a risk once it is needed.
    var needed = new
    needed.profiles[1].mode = .alternative
    #expect(diff(new, needed).remarks.map(\.rule).contains(SchemeOnlySource.id))
  }
}
