import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

/// Findings about profiles that came, went, or count in another way.
@Suite struct LeftoversTests {
  static func profile(
    _ name: String, _ mode: Profile.Mode, _ lists: String = "connect-src https://a.acorn.test",
    environment: String? = nil, condition: String? = nil
  ) -> Profile {
    Profile(
      sample: lists, name: name, mode: mode, environment: environment, condition: condition)
  }

  /// Rule, profile and message of each remark.
  static func remarks(_ old: [Profile], _ new: [Profile]) -> [String] {
    let report = diff(
      VersionRecord(sample: 1, profiles: old), VersionRecord(sample: 2, profiles: new))
    #expect(report.pairs.flatMap(\.findings).isEmpty)
    #expect(report.remarks.allSatisfy { $0.level == .info && $0.change == .remark })
    #expect(report.remarks.allSatisfy { $0.directive == nil && $0.source == nil })
    return report.remarks.map { "\($0.rule) \($0.profile): \($0.message)" }
  }

  static let base = profile("base", .required)
  static let chat = profile(
    "chat", .optional, "media-src https://m.acorn.test", condition: "with live chat")

  @Test func anOptionalProfileComesAndGoes() {
    #expect(
      Self.remarks([Self.base], [Self.base, Self.chat])
        == ["profile-added chat: new optional profile chat (with live chat)"])
    #expect(
      Self.remarks([Self.base, Self.chat], [Self.base])
        == ["profile-removed chat: the profile chat is gone"])
  }

  @Test func aProfileCountsInAnotherWay() {
    #expect(
      Self.remarks([Self.base], [Self.profile("base", .alternative)])
        == ["profile-changed base: the profile base is now alternative, it was required"])
    #expect(
      Self.remarks(
        [Self.profile("base", .alternative, environment: "sandbox")],
        [Self.profile("base", .alternative)])
        == [
          "profile-changed base: the profile base is now alternative, "
            + "it was alternative for sandbox"
        ])
  }

  @Test func aProfileCountsInAnotherWayUnderAnotherName() {
    #expect(
      Self.remarks([Self.base], [Self.profile("main", .alternative)])
        == ["profile-changed main: the profile main is alternative, as base it was required"])
  }

  @Test func aCopyComesAndGoes() {
    let one = Self.profile("one", .alternative)
    let two = Self.profile("two", .alternative)
    #expect(Self.remarks([one], [one, two]) == ["profile-added two: two repeats another profile"])
    #expect(
      Self.remarks([one, two], [one])
        == ["profile-removed two: two is gone; another profile asks for the same"])
  }

  @Test func aCopyOfAnotherModeComesAndGoes() {
    let two = Self.profile("two", .alternative)
    #expect(
      Self.remarks([Self.base, two], [Self.base])
        == ["profile-removed two: two, which was alternative, is gone"])
    #expect(
      Self.remarks([Self.base], [Self.base, two])
        == ["profile-added two: two, which is alternative, is new"])
  }

  @Test func informationalProfilesAreNotReported() {
    #expect(Self.remarks([Self.base], [Self.base, Self.profile("seen", .informational)]) == [])
  }
}
