import Testing

@testable import RequirementDiff

@Suite struct HostFamilyTests {
  /// Families over hosts of `acorn.test` and, where they end in it, of another domain.
  static func families(old: [String], new: [String]) -> HostFamilies {
    func placed(_ hosts: [String]) -> [(host: String, site: String)] {
      hosts.map { ($0, $0.split(separator: ".").suffix(2).joined(separator: ".")) }
    }
    return HostFamilies(old: placed(old), new: placed(new))
  }

  @Test func aRegionBehindADash() throws {
    let hosts = ["data.acorn.test", "data-us.acorn.test", "data-eu.acorn.test"]
    let families = Self.families(old: Array(hosts.prefix(2)), new: hosts)
    let family = try #require(families.family(of: "data-eu.acorn.test"))
    #expect(family.pattern == "data{-region}.acorn.test")
    #expect(family.stem == "data")
    #expect(family.varies == .region)
    #expect(family.known == ["", "us"])
    #expect(family.added == ["eu"])
    #expect(hosts.map { families.part(of: $0) } == ["", "us", "eu"])
    #expect(Set(hosts.map { families.family(of: $0) }).count == 1)
  }

  @Test func aLetterBehindADash() throws {
    let families = Self.families(
      old: ["find.acorn.test"], new: ["find-x.acorn.test", "find-y.acorn.test"])
    let family = try #require(families.family(of: "find-x.acorn.test"))
    #expect(family.varies == .letter)
    #expect(family.pattern == "find{-letter}.acorn.test")
    #expect(family.known == [""])
    #expect(family.added == ["x", "y"])
  }

  @Test func aNumberAtTheEnd() throws {
    let families = Self.families(old: ["cdn1.acorn.test"], new: ["cdn2.acorn.test"])
    let family = try #require(families.family(of: "cdn1.acorn.test"))
    #expect(family.varies == .number)
    #expect(family.pattern == "cdn{number}.acorn.test")
    #expect(family.known == ["1"] && family.added == ["2"])
    #expect(families.family(of: "cdn2.acorn.test") == family)
  }

  @Test func aWholeLabelThatIsARegion() throws {
    let families = Self.families(
      old: ["eu.api.acorn.test"], new: ["eu.api.acorn.test", "us.api.acorn.test"])
    let family = try #require(families.family(of: "us.api.acorn.test"))
    #expect(family.pattern == "{region}.api.acorn.test")
    #expect(family.stem == "api.acorn.test")
    #expect(family.known == ["eu"] && family.added == ["us"])
  }

  @Test func aRegionInFrontOfADash() throws {
    let families = Self.families(old: ["eu-api.acorn.test"], new: ["us-api.acorn.test"])
    let family = try #require(families.family(of: "us-api.acorn.test"))
    #expect(family.pattern == "{region-}api.acorn.test")
    #expect(family.varies == .region)
    #expect(family.stem == "api.acorn.test")
  }

  @Test func aCloudRegionWithDashes() throws {
    let families = Self.families(
      old: ["in-us-east-1.acorn.test"], new: ["in-eu-central-1.acorn.test"])
    let family = try #require(families.family(of: "in-eu-central-1.acorn.test"))
    #expect(family.varies == .region)
    #expect(family.known == ["us-east-1"] && family.added == ["eu-central-1"])
  }

  @Test func anyWordBehindADash() throws {
    let families = Self.families(old: ["log-app.acorn.test"], new: ["log-site.acorn.test"])
    let family = try #require(families.family(of: "log-site.acorn.test"))
    #expect(family.varies == .other)
    #expect(family.known == ["app"] && family.added == ["site"])
  }

  @Test(arguments: [
    ["api.acorn.test", "js.acorn.test", "uploads.acorn.test"],
    ["api.acorn.test", "api.acorn.test"],
    ["acorn.test", "us.acorn.test"],
    ["data-us.acorn.test", "data-eu.oak.test"],
    ["a-us.acorn.test", "b-eu.acorn.test"],
    ["*.acorn.test", "*.us.acorn.test"],
    ["v1.api.acorn.test", "v1.cdn.acorn.test"],
    ["us.acorn.test"],
    [],
  ]) func unrelatedHostsAreNone(hosts: [String]) {
    let families = Self.families(old: [], new: hosts)
    for host in hosts {
      #expect(families.family(of: host) == nil, "\(host)")
      #expect(families.part(of: host) == nil)
    }
  }

  /// The registrable domain itself never varies.
  @Test func theDomainIsNoPart() {
    let hosts = [("oak-us.test", "oak-us.test"), ("oak-eu.test", "oak-eu.test")]
    let families = HostFamilies(old: [], new: hosts.map { (host: $0.0, site: $0.1) })
    #expect(families.family(of: "oak-us.test") == nil)
  }

  @Test func aHostIsInOneFamilyOnly() throws {
    let hosts = [
      "data-us.acorn.test", "data-eu.acorn.test", "data-ap.acorn.test", "log-us.acorn.test",
      "log-eu.acorn.test", "log-ap.acorn.test",
    ]
    let families = Self.families(old: [], new: hosts)
    let patterns = hosts.compactMap { families.family(of: $0)?.pattern }
    #expect(Set(patterns) == ["data{-region}.acorn.test", "log{-region}.acorn.test"])
    #expect(patterns.count == hosts.count)
  }
}
