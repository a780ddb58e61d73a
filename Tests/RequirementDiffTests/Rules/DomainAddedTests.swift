import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct DomainAddedTests {
  static let fixture = RuleFixture(
    rule: DomainAdded.id,
    old: "connect-src https://api.acorn.test",
    new: "connect-src https://api.acorn.test https://t.oak-metrics.test",
    level: .break, directive: "connect-src", source: "https://t.oak-metrics.test",
    message: "new registrable domain: oak-metrics.test",
    witness: "connect-src https://t.oak-metrics.test/")

  @Test func reportsADomainThatTheVendorNeverNamed() throws { try Self.fixture.check() }

  /// The record's `site` decides: below `co.uk` the last two labels would be no domain.
  @Test func takesTheDomainFromTheRecord() throws {
    func record(_ version: Int, _ hosts: [String]) -> VersionRecord {
      var profile = Profile(name: "default")
      for host in hosts {
        let site = host.split(separator: ".").suffix(3).joined(separator: ".")
        profile.add(Requirement(source: host, site: site), to: "img-src")
      }
      return VersionRecord(sample: version, profiles: [profile])
    }
    let known = ["i.acorn.co.uk"]
    let other = diff(record(1, known), record(2, known + ["i.oak.co.uk"])).findings
    #expect(other.map(\.rule) == ["domain-added"])
    #expect(other.first?.message == "new registrable domain: oak.co.uk")
    let same = diff(record(1, known), record(2, known + ["pics.acorn.co.uk"])).findings
    #expect(same.map(\.rule) == ["source-added"])
  }

  @Test func knowsDomainsOfAllProfilesOfTheOldVersion() {
    let old = VersionRecord(
      sample: 1,
      profiles: [
        Profile(sample: "connect-src https://api.acorn.test", name: "a", mode: .alternative),
        Profile(sample: "connect-src https://api.oak.test", name: "b", mode: .alternative),
      ])
    var new = old
    new.profiles[0].add(Requirement(source: "https://up.oak.test"), to: "connect-src")
    #expect(diff(old, new).findings.map(\.rule) == ["source-added"])
  }
}
