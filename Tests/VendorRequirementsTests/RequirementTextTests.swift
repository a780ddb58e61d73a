import Testing
import VendorRequirements

@Suite struct RequirementTextTests {
  static func profile(
    _ name: String = "default", mode: Profile.Mode = .required, environment: String? = nil,
    asking sources: [(String, String)]
  ) -> Profile {
    var profile = Profile(name: name, mode: mode, environment: environment)
    for (directive, source) in sources { profile.add(Requirement(source: source), to: directive) }
    return profile
  }

  static func record(_ profiles: [Profile]) -> VersionRecord {
    VersionRecord(
      vendor: "acorn", version: 1, recorded: "2026-11-21",
      documents: [.init(url: "https://acorn.test", origin: .file, mediaType: "text/html")],
      profiles: profiles)
  }

  /// The hash of every record is taken of this text; it must never change.
  @Test func isPromised() {
    var first = Self.profile(
      mode: .alternative, environment: "sandbox",
      asking: [("img-src", "https://B.test:443/"), ("connect-src", "wss://a.test")])
    first.add(Requirement(source: "a.test", region: "eu"), to: "connect-src")
    let text = """
      alternative sandbox
      connect-src a.test eu
      connect-src wss://a.test\u{20}
      img-src https://b.test\u{20}

      """
    #expect(first.requirementText() == text)
    let second = Self.profile("b", asking: [("img-src", "*")])
    #expect(
      Self.record([second, first]).requirementText == text + "\nrequired \nimg-src * \n")
  }

  @Test func leavesOutWhatIsNoRequirement() {
    let plain = Self.profile(asking: [("img-src", "a.test"), ("font-src", "b.test")])
    var dressed = Self.profile(
      "other",
      asking: [("font-src", "B.test"), ("img-src", "a.test/"), ("img-src", "a.test")])
    dressed.condition = "always"
    dressed.directives[0].requirements[0].line = 7
    dressed.directives[0].requirements[0].evidence = .prose
    dressed.directives[0].requirements[0].site = "b.test"
    dressed.directives[0].requirements[0].when = "on Mondays"
    #expect(plain.requirementText() == dressed.requirementText())
    var record = Self.record([dressed])
    record.notes = "a note"
    record.version = 9
    record.recorded = "2027-01-01"
    record.documents[0].url = "https://oak.test"
    #expect(record.requirementText == Self.record([plain]).requirementText)
  }

  @Test func everyRequirementCounts() {
    let base = Self.profile(asking: [("img-src", "a.test")])
    var others = [
      Self.profile(asking: [("font-src", "a.test")]), Self.profile(asking: [("img-src", "b.test")]),
      Self.profile(asking: [("img-src", "https://a.test")]),
      Self.profile(mode: .alternative, asking: [("img-src", "a.test")]),
      Self.profile(environment: "sandbox", asking: [("img-src", "a.test")]),
      Self.profile(asking: []),
    ]
    var regional = base
    regional.directives[0].requirements[0].region = "eu"
    others += [base, regional]
    #expect(Set(others.map { $0.requirementText() }).count == others.count)
  }

  @Test func orderOfProfilesCountsNotButTheirNumber() {
    let one = Self.profile("one", asking: [("img-src", "a.test")])
    let two = Self.profile("two", asking: [("img-src", "b.test")])
    #expect(
      Self.record([one, two]).requirementText == Self.record([two, one]).requirementText)
    #expect(Self.record([one, one]).requirementText != Self.record([one]).requirementText)
  }

  @Test func informationalProfilesAreNotInIt() {
    let one = Self.profile("one", asking: [("img-src", "a.test")])
    let seen = Self.profile("seen", mode: .informational, asking: [("img-src", "b.test")])
    #expect(Self.record([one, seen]).requirementText == Self.record([one]).requirementText)
  }

  @Test func otherRegionsCanBeLeftOut() {
    var profile = Self.profile(asking: [("img-src", "a.test")])
    profile.add(Requirement(source: "eu.test", region: "eu"), to: "img-src")
    profile.add(Requirement(source: "us.test", region: "us"), to: "img-src")
    let text = profile.requirementText(regions: ["eu", "in"])
    #expect(text == "required \nimg-src a.test \nimg-src eu.test eu\n")
  }
}
