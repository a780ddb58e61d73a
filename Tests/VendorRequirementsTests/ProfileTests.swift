import Testing
import VendorRequirements

@Suite struct ProfileTests {
  @Test func addsUnderTheDirectiveInOrder() {
    var profile = Profile(name: "default")
    profile.add(Requirement(source: "a.test"), to: "img-src")
    profile.add(Requirement(source: "b.test"), to: "connect-src")
    profile.add(Requirement(source: "c.test"), to: "img-src")
    #expect(profile.directives.map(\.name) == ["img-src", "connect-src"])
    #expect(profile.requirements(of: "img-src").map(\.source) == ["a.test", "c.test"])
    #expect(profile.requirements(of: "font-src").isEmpty)
  }

  @Test func addsASourceOnce() {
    var profile = Profile(name: "default")
    profile.add(Requirement(source: "a.test", line: 1), to: "img-src")
    profile.add(Requirement(source: "a.test", line: 2), to: "img-src")
    profile.add(Requirement(source: "a.test", line: 3), to: "font-src")
    #expect(profile.requirements(of: "img-src").map(\.line) == [1])
    #expect(profile.requirements(of: "font-src").map(\.line) == [3])
  }

  @Test func isRequiredInProductionUnlessTold() {
    let profile = Profile(name: "default")
    #expect(profile.mode == .required)
    #expect(profile.environment == nil && profile.condition == nil)
    #expect(profile.directives.isEmpty)
  }

  @Test func modesAreSpelledAsInRecords() {
    #expect(
      Profile.Mode.allCases.map(\.rawValue)
        == ["required", "alternative", "optional", "informational"])
    #expect(Profile.unspecified == "(unspecified)")
  }
}
