import RequirementSamples
import Testing
import VendorRequirements

@testable import Impact

@Suite struct RequirementUnitTests {
  static func units(
    _ profiles: [Profile], named names: [String] = [], regions: Set<String> = []
  ) -> [RequirementUnit] {
    RequirementUnit.units(
      of: VersionRecord(sample: 1, profiles: profiles), named: names, regions: regions)
  }

  static let profiles = [
    Profile(sample: "img-src c.test", name: "either", mode: .alternative),
    Profile(sample: "img-src a.test", name: "one"),
    Profile(sample: "img-src t.test", name: "test", environment: "sandbox"),
    Profile(sample: "img-src a.test b.test", name: "two"),
    Profile(sample: "img-src d.test", name: "chat", mode: .optional),
    Profile(sample: "img-src e.test", name: "seen", mode: .informational),
    Profile(sample: "img-src f.test", name: "or", mode: .alternative),
  ]

  @Test func requiredOnesAreOneUnitAnEnvironmentAndAlternativesOneEach() {
    let units = Self.units(Self.profiles)
    #expect(units.map(\.name) == ["one+two", "test", "either", "or"])
    #expect(units.map(\.environment) == [nil, "sandbox", nil, nil])
    #expect(units.map(\.profiles) == [[1, 3], [2], [0], [6]])
  }

  @Test func aNeedIsInAUnitOnce() throws {
    let unit = try #require(Self.units(Self.profiles).first)
    #expect(unit.needs.map(\.source) == ["a.test", "b.test"])
    #expect(unit.needs("a.test", under: "img-src"))
    #expect(!unit.needs("a.test", under: "font-src"))
    #expect(!unit.needs("c.test", under: "img-src"))
  }

  @Test func chosenOnesAreUnitsOfTheirOwnWhateverTheirMode() {
    #expect(Self.units(Self.profiles, named: ["chat", "one"]).map(\.name) == ["one", "chat"])
    #expect(Self.units(Self.profiles, named: ["none"]).isEmpty)
  }

  @Test func otherRegionsAreLeftOut() throws {
    let profile = Profile(sample: "img-src a.test eu.test|eu us.test|us")
    let unit = try #require(Self.units([profile], regions: ["us"]).first)
    #expect(unit.needs.map(\.source) == ["a.test", "us.test"])
  }

  @Test func onlyOptionalProfilesMakeNoUnit() {
    #expect(Self.units([Self.profiles[4], Self.profiles[5]]).isEmpty)
  }
}
