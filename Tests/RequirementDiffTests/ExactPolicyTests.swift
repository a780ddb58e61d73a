import ContentSecurityPolicy
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct ExactPolicyTests {
  static func text(_ lists: String, regions: Set<String> = []) throws -> String {
    let list = PolicyList(exactFor: Profile(sample: lists), regions: regions)
    #expect(list.policies.count == 1)
    return try #require(list.policies.first).text
  }

  static let closed =
    "default-src 'none'; form-action 'none'; base-uri 'none'; "
    + "frame-ancestors 'none'"

  @Test func closesEverything() throws {
    #expect(try Self.text("") == Self.closed)
  }

  @Test func opensEachListWithSelf() throws {
    #expect(
      try Self.text("connect-src https://a.acorn.test wss:; img-src b.acorn.test")
        == Self.closed + "; connect-src 'self' https://a.acorn.test wss:; "
        + "img-src 'self' b.acorn.test")
  }

  @Test func overridesWhatItClosed() throws {
    #expect(
      try Self.text("default-src https://a.acorn.test; form-action https://b.acorn.test")
        == "default-src 'self' https://a.acorn.test; form-action 'self' https://b.acorn.test; "
        + "base-uri 'none'; frame-ancestors 'none'")
  }

  @Test func leavesOutWhatHasNoDirective() throws {
    #expect(try Self.text("\(Profile.unspecified) https://a.acorn.test") == Self.closed)
  }

  @Test func leavesOutOtherRegions() throws {
    let lists = "img-src https://a.acorn.test https://eu.acorn.test|eu https://us.acorn.test|us"
    #expect(
      try Self.text(lists, regions: ["eu"]).hasSuffix(
        "img-src 'self' https://a.acorn.test https://eu.acorn.test"))
    #expect(try Self.text(lists).hasSuffix("https://eu.acorn.test https://us.acorn.test"))
  }

  @Test func writesTheLegalFormAndNothingIllegal() throws {
    var profile = Profile(name: "default")
    profile.add(Requirement(source: "*.*.acorn.test", legal: "*.acorn.test"), to: "img-src")
    profile.add(
      Requirement(source: "https://{region}.acorn.test", placeholder: true), to: "img-src")
    let list = PolicyList(exactFor: profile)
    #expect(
      list.policies.first?.directive("img-src")?.sources.map(\.token)
        == ["'self'", "*.acorn.test"])
  }

  /// No exact policy lacks what its profile needs.
  ///
  /// But for child-src beside frame-src and 'unsafe-eval' in default-src beside script-src:
  /// browsers ask frame-src and script-src first, which list other things.
  @Test func meetsItsProfile() {
    var maker = RandomRecord(random: SeededGenerator(seed: 11))
    for _ in 0..<300 {
      for profile in maker.record(1).profiles {
        let exact = PolicyList(exactFor: profile)
        let namesFrames = profile.directives.contains { $0.name == "frame-src" }
        for directive in profile.directives where directive.name != Profile.unspecified {
          if directive.name == "child-src", namesFrames { continue }
          for requirement in directive.requirements {
            if directive.name == "default-src", requirement.source == "'unsafe-eval'" { continue }
            let needed = NeededSource(
              directive: directive.name, requirement: requirement, profile: profile)
            #expect(
              exact.coverage(of: needed).answer != .no, "\(directive.name) \(requirement.source)")
          }
        }
      }
    }
  }
}
