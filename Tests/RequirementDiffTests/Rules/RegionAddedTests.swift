import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct RegionAddedTests {
  static let fixture = RuleFixture(
    rule: RegionAdded.id,
    old: "connect-src https://data-us.acorn.test https://data-eu.acorn.test",
    new: "connect-src https://data-us.acorn.test https://data-eu.acorn.test "
      + "https://data-ap.acorn.test",
    level: .break, directive: "connect-src", source: "https://data-ap.acorn.test",
    message: "new data region: ap", witness: "connect-src https://data-ap.acorn.test/")

  @Test func reportsAMemberThatIsARegion() throws {
    try Self.fixture.check()
    let family = try #require(
      diff(Self.fixture.old, Self.fixture.new).findings.first?.family)
    #expect(family.pattern == "data{-region}.acorn.test")
    #expect(family.varies == .region)
    #expect(family.known == ["eu", "us"])
    #expect(family.added == ["ap"])
  }

  @Test(arguments: [
    ("https://eu.api.acorn.test", "https://us.api.acorn.test", "new api.acorn.test region: us"),
    ("https://data.acorn.test", "https://data-us2.acorn.test", "new data region: us2"),
    (
      "https://in-us-east-1.acorn.test", "https://in-eu-central-1.acorn.test",
      "new in region: eu-central-1"
    ),
  ]) func knowsTheFamily(known: String, added: String, message: String) throws {
    let old = VersionRecord(sample: 1, "connect-src \(known)")
    let findings = diff(old, old.adding([added], to: "connect-src", of: "default")).findings
    #expect(findings.map(\.rule) == ["region-added"])
    #expect(findings.map(\.message) == [message])
  }

  @Test func aHostOfAnotherDomainIsNoRegion() {
    let old = VersionRecord(sample: 1, "connect-src https://data-us.acorn.test https://oak.test")
    let new = old.adding(["https://data-eu.oak.test"], to: "connect-src", of: "default")
    #expect(diff(old, new).findings.map(\.rule) == ["source-added"])
  }
}
