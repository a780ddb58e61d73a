import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct PublicSuffixWildcardTests {
  /// Registrable domains come with the record: hosts that are public suffixes have none.
  static func record(_ version: Int, _ hosts: [(source: String, site: String?)]) -> VersionRecord {
    var profile = Profile(name: "default")
    for host in hosts {
      profile.add(Requirement(source: host.source, site: host.site), to: "img-src")
    }
    return VersionRecord(sample: version, profiles: [profile])
  }

  static let old = record(1, [("img.acorn.test", "acorn.test")])
  static let fixture = RuleFixture(
    rule: PublicSuffixWildcard.id, old: old.profiles,
    new: record(2, [("img.acorn.test", "acorn.test"), ("*.hosting.test", nil)]).profiles,
    level: .warn, directive: "img-src", source: "*.hosting.test",
    message: "*.hosting.test allows everybody who has a host below hosting.test",
    beside: ["wildcard-added"])

  @Test func reportsAWildcardOfStrangers() throws { try Self.fixture.check() }

  @Test func aWildcardOfTheVendorIsNoRisk() {
    let new = Self.record(2, [("*.acorn.test", "acorn.test")])
    #expect(diff(Self.old, new).remarks.isEmpty)
  }

  @Test func saysNothingWhenNobodyAskedTheList() {
    let new = Self.record(2, [("*.hosting.test", nil)])
    #expect(diff(Self.old, new).remarks.isEmpty)
  }
}
