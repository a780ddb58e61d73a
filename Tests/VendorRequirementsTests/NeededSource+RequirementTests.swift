import ContentSecurityPolicy
import Testing
import VendorRequirements

@Suite struct NeededSourceRequirementTests {
  @Test func asksWhatTheRequirementSays() {
    let requirement = Requirement(
      source: "https://{region}.acorn.test", legal: "https://*.acorn.test", placeholder: true)
    var profile = Profile(name: "default")
    profile.add(requirement, to: "child-src")
    let needed = NeededSource(directive: "child-src", requirement: requirement, profile: profile)
    #expect(needed.directive == "child-src")
    #expect(needed.token == "https://{region}.acorn.test")
    #expect(needed.legal == "https://*.acorn.test")
    #expect(needed.isPlaceholder)
    #expect(!needed.profileNamesWorkerSource)
  }

  /// `child-src` stands for workers too, unless the profile names them apart.
  @Test func childSourceDependsOnTheProfile() {
    let requirement = Requirement(source: "https://w.acorn.test")
    var profile = Profile(name: "default")
    profile.add(requirement, to: "child-src")
    let policies = PolicyList(
      parsing: "frame-src https://w.acorn.test; worker-src 'self'; script-src 'self'")
    func answer() -> Answer {
      policies.coverage(
        of: NeededSource(directive: "child-src", requirement: requirement, profile: profile)
      ).answer
    }
    #expect(answer() == .no)
    profile.add(Requirement(source: "https://x.acorn.test"), to: "worker-src")
    #expect(answer() == .yes)
  }

  @Test(arguments: [
    ("https://a.acorn.test", false), ("*.acorn.test", false), ("'self'", false), ("wss:", false),
    ("*.*.acorn.test", true), ("https://{region}.acorn.test", true), ("a*.acorn.test", true),
  ]) func knowsIllegalSources(source: String, isIllegal: Bool) {
    #expect(Requirement(source: source).isIllegal == isIllegal)
  }
}
