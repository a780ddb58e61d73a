import Testing
import VendorRegistry
import VendorRequirements

@Suite struct RequirementHashTests {
  static func profile(
    _ directives: [Profile.Directive], name: String = "p", mode: Profile.Mode = .required,
    environment: String? = nil
  ) -> Profile {
    Profile(
      name: name, mode: mode, environment: environment, condition: name, directives: directives)
  }

  static let img = Profile.Directive(
    name: "img-src", requirements: [Requirement(source: "https://a.example")])
  static let connect = Profile.Directive(
    name: "connect-src",
    requirements: [Requirement(source: "wss://b.example"), Requirement(source: "c.example")])
  static let plain = profile([img, connect])

  static func img(_ requirement: Requirement, _ name: String = "img-src") -> Profile {
    profile([Profile.Directive(name: name, requirements: [requirement]), connect])
  }

  @Test func ignoresWordsAndOrder() {
    let reordered = Profile.Directive(
      name: "connect-src",
      requirements: [
        Requirement(source: "C.example", line: 3, evidence: .prose, when: "now", site: "x.example"),
        Requirement(source: "WSS://B.example:443/"),
      ])
    let port = Profile.Directive(
      name: "img-src", requirements: [Requirement(source: "https://a.example:443")])
    let other = Self.profile([reordered, port], name: "q")
    #expect(RequirementHash.of([Self.plain]) == RequirementHash.of([other]))
    let second = Self.profile([Self.img], name: "r", mode: .alternative)
    let note = Self.profile([Self.img], name: "n", mode: .informational)
    #expect(RequirementHash.of([other, second]) == RequirementHash.of([note, second, Self.plain]))
  }

  @Test(arguments: [
    profile([img]),
    profile([img, connect], mode: .alternative),
    profile([img, connect], environment: "sandbox"),
    img(Requirement(source: "a.example")),
    img(Requirement(source: "https://a.example", region: "eu")),
    img(Requirement(source: "https://a.example/path")),
    img(Requirement(source: "https://a.example:8443")),
    img(Requirement(source: "https://a.example"), "font-src"),
  ]) func changesWithTheRequirements(_ other: Profile) {
    #expect(RequirementHash.of([other]) != RequirementHash.of([Self.plain]))
  }
}
