import Impact
import RequirementSamples
import Testing
import VendorRequirements

/// Which profiles count for a policy: by mode, environment, region and choice.
@Suite struct DecisionUnitsTests {
  static func profile(
    _ lists: String, _ name: String, _ mode: Profile.Mode = .required, environment: String? = nil
  ) -> Profile {
    Profile(sample: lists, name: name, mode: mode, environment: environment)
  }

  @Test func requiredProfilesCountTogether() {
    let decision = Decision.acorn(
      from: nil,
      to: [
        Self.profile("img-src https://i.acorn.test", "pictures"),
        Self.profile("connect-src https://a.acorn.test", "data"),
      ])
    #expect(
      decision.result("img-src https://i.acorn.test; connect-src https://a.acorn.test").verdict
        == .safe)
    let half = decision.result("default-src https://i.acorn.test")
    #expect(half.verdict == .incomplete)
    #expect(half.profile == "pictures+data")
    #expect(half.missingTexts == ["connect-src https://a.acorn.test"])
  }

  @Test func anyAlternativeIsEnough() {
    let decision = Decision.acorn(
      from: nil,
      to: [
        Self.profile("img-src https://*.acorn.test", "wide", .alternative),
        Self.profile("img-src https://i.acorn.test https://p.acorn.test", "narrow", .alternative),
      ])
    let narrow = decision.result("img-src https://i.acorn.test https://p.acorn.test")
    #expect(narrow.verdict == .safe && narrow.profile == "narrow")
    let wide = decision.result("img-src https://*.acorn.test")
    #expect(wide.verdict == .safe && wide.profile == "wide")
  }

  @Test func aPolicyFollowsTheAlternativeThatItMet() {
    let old = [
      Self.profile("img-src https://*.acorn.test", "wide", .alternative),
      Self.profile("img-src https://i.acorn.test", "narrow", .alternative),
    ]
    let new = [
      Self.profile(
        "img-src https://*.acorn.test; font-src https://t.acorn.test", "wide",
        .alternative),
      Self.profile("img-src https://i.acorn.test https://p.oak.test", "narrow", .alternative),
    ]
    let decision = Decision.acorn(from: old, to: new)
    let result = decision.result("default-src 'none'; img-src https://i.acorn.test")
    #expect(result.verdict == .breaks && result.profile == "narrow")
    #expect(result.missingTexts == ["img-src https://p.oak.test"])
  }

  @Test func aChosenProfileCountsWhateverThePolicyMet() throws {
    let policy = try DecisionTests.exact(2, 1)
    #expect(try Decision.userpilot().result(policy).verdict == .safe)
    let wildcard = try Decision.userpilot(profiles: ["wildcard"]).result(policy)
    #expect(wildcard.verdict == .incomplete && wildcard.profile == "wildcard")
    #expect(wildcard.missingTexts.contains("connect-src wss:"))
    let exact = try Decision.userpilot(profiles: ["detailed"]).result(DecisionTests.exact(1, 0))
    #expect(exact.profile == "detailed" && exact.missing.count == 28)
  }

  /// A page for tests asks for less; that must not hide what the real one lacks.
  @Test func aSandboxNeverMakesProductionSafe() {
    let live = "connect-src https://a.acorn.test"
    let old = [
      Self.profile(live, "live"),
      Self.profile("img-src x.acorn.test", "test", environment: "sandbox"),
    ]
    let new = [
      Self.profile(live + " https://b.acorn.test", "live"),
      Self.profile("img-src x.acorn.test", "test", environment: "sandbox"),
    ]
    let decision = Decision.acorn(from: old, to: new)
    // Meets the sandbox, old and new, and the old production, not the new one.
    let both = decision.result("\(live); img-src x.acorn.test")
    #expect(both.verdict == .breaks && both.profile == "live")
    #expect(both.missingTexts == ["connect-src https://b.acorn.test"])
    // Meets the sandbox only.
    let test = decision.result("default-src 'none'; img-src x.acorn.test")
    #expect(test.verdict == .incomplete && test.profile == "live")
    #expect(test.missing.count == 2)
    // Asked for by name it counts.
    let chosen = Decision.acorn(from: old, to: new, profiles: ["test"])
    #expect(chosen.result("default-src 'none'; img-src x.acorn.test").verdict == .safe)
  }

  @Test func aSandboxCountsWhereThereIsNothingElse() {
    let decision = Decision.acorn(
      from: nil, to: [Self.profile("img-src x.acorn.test", "test", environment: "sandbox")])
    #expect(decision.result("img-src x.acorn.test").verdict == .safe)
  }

  static let base = profile("img-src https://i.acorn.test", "base")

  @Test func anOptionalProfileCountsWhenThePolicyMetIt() {
    let old = [Self.base, Self.profile("media-src https://m.acorn.test", "video", .optional)]
    let new = [
      Self.base,
      Self.profile("media-src https://m.acorn.test https://n.acorn.test", "video", .optional),
    ]
    let decision = Decision.acorn(from: old, to: new)
    let user = decision.result(
      "default-src 'none'; img-src https://i.acorn.test; media-src https://m.acorn.test")
    #expect(user.verdict == .breaks)
    #expect(user.missingTexts == ["media-src https://n.acorn.test"])
    let other = decision.result("default-src 'none'; img-src https://i.acorn.test")
    #expect(other.verdict == .safe)
    let named = Decision.acorn(from: old, to: new, profiles: ["video"])
    #expect(
      named.result("default-src 'none'; img-src https://i.acorn.test").missingTexts
        == ["media-src https://m.acorn.test", "media-src https://n.acorn.test"])
  }

  @Test func sharedSourcesAreNoSignOfAnOptionalProfile() {
    let old = [Self.base, Self.profile("img-src https://i.acorn.test", "video", .optional)]
    let new = [
      Self.base,
      Self.profile("img-src https://i.acorn.test https://n.acorn.test", "video", .optional),
    ]
    #expect(
      Decision.acorn(from: old, to: new).result("img-src https://i.acorn.test").verdict == .safe)
  }

  @Test func anOptionalProfileThatIsNewCountsNot() {
    let new = [Self.base, Self.profile("media-src https://m.acorn.test", "video", .optional)]
    let decision = Decision.acorn(from: [Self.base], to: new)
    #expect(decision.result("default-src 'none'; img-src https://i.acorn.test").verdict == .safe)
  }

  @Test func informationalProfilesNeverCount() {
    let new = [Self.base, Self.profile("media-src https://m.acorn.test", "seen", .informational)]
    let decision = Decision.acorn(from: nil, to: new)
    #expect(decision.result("default-src 'none'; img-src https://i.acorn.test").verdict == .safe)
  }

  @Test func otherRegionsAreLeftOutOnBothSides() {
    let old = "connect-src https://a.acorn.test https://us.acorn.test|us"
    let new = old + " https://us2.acorn.test|us https://eu2.acorn.test|eu"
    func result(_ regions: Set<String>, _ policy: String) -> ImpactResult {
      Decision.acorn(
        from: [Profile(sample: old)], to: [Profile(sample: new)], regions: regions
      ).result(policy)
    }
    let european = "connect-src https://a.acorn.test"
    // Without the American host it met the old version for Europe.
    #expect(result(["eu"], european).verdict == .breaks)
    #expect(result(["eu"], european).missingTexts == ["connect-src https://eu2.acorn.test"])
    #expect(result([], european).verdict == .incomplete)
    #expect(result(["jp"], european).verdict == .safe)
    #expect(result(["eu", "us"], european).missing.count == 3)
  }

  @Test func aVersionThatAsksForNothingIsMet() {
    let decision = Decision.acorn(from: nil, to: [])
    #expect(decision.result("default-src 'none'; img-src x.acorn.test").verdict == .safe)
  }
}
