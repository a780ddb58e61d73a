import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct ProfilePairingTests {
  static let lists = "connect-src https://a.acorn.test"

  static func profile(
    _ name: String, _ mode: Profile.Mode = .alternative, lists: String = lists,
    environment: String? = nil
  ) -> Profile {
    Profile(sample: lists, name: name, mode: mode, environment: environment)
  }

  /// Pairs as `old>new`, with what is left over behind.
  static func pairs(_ old: [Profile], _ new: [Profile]) -> String {
    let pairing = ProfilePairing(
      old: VersionRecord(sample: 1, profiles: old), new: VersionRecord(sample: 2, profiles: new))
    return
      (pairing.pairs.map { "\(old[$0.old].name)>\(new[$0.new].name)" }
      + pairing.removed.map { "-\(old[$0].name)" } + pairing.added.map { "+\(new[$0].name)" })
      .joined(separator: " ")
  }

  @Test func pairsByName() {
    let lists = "img-src https://b.acorn.test"
    #expect(
      Self.pairs(
        [Self.profile("a"), Self.profile("b", lists: lists)],
        [Self.profile("b"), Self.profile("a", lists: lists + " c.acorn.test")]) == "b>b a>a")
  }

  /// Nothing changed but names: no source may be told as added or removed.
  @Test func versionsThatAskForTheSamePairByWhatTheyAskFor() {
    let other = "img-src https://b.acorn.test"
    #expect(
      Self.pairs(
        [Self.profile("a"), Self.profile("b", lists: other)],
        [Self.profile("b"), Self.profile("a", lists: other)]) == "a>b b>a")
    // Of equal ones those of one name.
    #expect(
      Self.pairs(
        [Self.profile("a"), Self.profile("b")], [Self.profile("c"), Self.profile("a")])
        == "b>c a>a")
    let chat = Self.profile("chat", .optional)
    #expect(Self.pairs([chat], [Self.profile("talk", .optional)]) == "chat>talk")
  }

  @Test func oneWithoutAPartnerPairsWithThePreferredOne() {
    let risky = Self.profile("wide", lists: "connect-src https: wss:")
    #expect(Self.pairs([risky, Self.profile("old")], [Self.profile("new")]) == "old>new wide>new")
    #expect(Self.pairs([Self.profile("old")], [risky, Self.profile("new")]) == "old>new old>wide")
  }

  @Test func theOldOneThatIsGonePairsWithTheNewPreferredOne() {
    #expect(
      Self.pairs(
        [Self.profile("a"), Self.profile("b", lists: "img-src b.acorn.test")],
        [Self.profile("a")]) == "a>a b>a")
  }

  @Test func optionalOnesPairByNameOnly() {
    let base = Self.profile("base", .required)
    let chat = Self.profile("chat", .optional)
    let video = Self.profile("video", .optional, lists: "media-src https://v.acorn.test")
    #expect(Self.pairs([base, chat], [base, video]) == "base>base -chat +video")
    #expect(Self.pairs([base, chat], [base, chat]) == "base>base chat>chat")
    // Never the preferred one, though nothing else is there.
    #expect(Self.pairs([chat], [base]) == "-chat +base")
  }

  @Test func informationalOnesTakeNoPart() {
    let base = Self.profile("base", .required)
    #expect(
      Self.pairs(
        [base, Self.profile("seen", .informational)],
        [base, Self.profile("noted", .informational)]) == "base>base")
  }

  @Test func environmentsPairAmongThemselves() {
    let base = Self.profile("live", .required)
    let test = Self.profile("test", .required, environment: "sandbox")
    let trial = Self.profile("trial", .required, lists: "img-src b.test", environment: "sandbox")
    #expect(Self.pairs([base, test], [base, trial]) == "live>live test>trial")
    #expect(Self.pairs([base], [base, test]) == "live>live +test")
  }

  @Test func thePreferredPairComesFirst() {
    let risky = Self.profile("wide", lists: "connect-src https: wss:")
    #expect(Self.pairs([risky, Self.profile("b")], [risky, Self.profile("b")]) == "b>b wide>wide")
  }

  @Test(arguments: [
    (["connect-src https://a.acorn.test"], 0),
    (["connect-src wss:", "connect-src https://a.acorn.test"], 1),
    (["script-src 'unsafe-inline' 'unsafe-eval'", "script-src 'unsafe-inline' 'nonce-x'"], 1),
    (["img-src *", "img-src data: blob: 'self' 'strict-dynamic'"], 1),
    (["connect-src a.acorn.test b.acorn.test", "connect-src a.acorn.test"], 0),
  ]) func prefersTheFewestRiskySources(lists: [String], position: Int) {
    let profiles = lists.enumerated().map { Self.profile("p\($0.offset)", lists: $0.element) }
    let record = VersionRecord(sample: 1, profiles: profiles)
    #expect(record.preferredProfile(environment: nil) == position)
    #expect(record.preferredProfile(environment: "sandbox") == nil)
  }

  @Test func prefersOnlyWhatCounts() {
    let record = VersionRecord(
      sample: 1,
      profiles: [
        Self.profile("chat", .optional), Self.profile("seen", .informational),
        Self.profile("test", .required, environment: "sandbox"),
      ])
    #expect(record.preferredProfile(environment: nil) == nil)
    #expect(record.preferredProfile(environment: "sandbox") == 2)
  }
}
