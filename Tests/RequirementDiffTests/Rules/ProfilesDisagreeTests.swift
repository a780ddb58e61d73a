import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct ProfilesDisagreeTests {
  static let lists = "connect-src https://api.acorn.test; font-src https://type.acorn.test"
  static let short = Profile(
    sample: "connect-src https://api.acorn.test", name: "short", mode: .alternative)
  static let long = Profile(sample: lists, name: "long", mode: .alternative)
  /// The second profile comes: its font-src is not in the first.
  static let fixture = RuleFixture(
    rule: ProfilesDisagree.id, old: [long], new: [long, short], level: .warn,
    directive: "font-src", source: nil, message: "long needs font-src, short does not name it")

  @Test func reportsADirectiveThatOneAlternativeLacks() {
    let remarks = diff(Self.fixture.old, Self.fixture.new).remarks
    #expect(remarks.map(\.rule) == ["profiles-disagree"])
    #expect(remarks.map(\.profile) == ["short"])
    #expect(remarks.map(\.directive) == ["font-src"])
    #expect(remarks.map(\.level) == [.warn])
    #expect(remarks.map(\.message) == ["long needs font-src, short does not name it"])
  }

  @Test func isSilentWhenTheyDisagreedBefore() {
    let record = Self.fixture.new
    let new = record.adding(["https://up.acorn.test"], to: "connect-src", of: "short")
    #expect(diff(record, new).remarks.isEmpty)
  }

  @Test func requiredProfilesComplementEachOther() {
    var new = Self.fixture.new
    for index in new.profiles.indices { new.profiles[index].mode = .required }
    #expect(!diff(Self.fixture.old, new).remarks.contains { $0.rule == ProfilesDisagree.id })
  }

  @Test func environmentsAreNotHeldAgainstEachOther() {
    var new = Self.fixture.new
    new.profiles[1].environment = "sandbox"
    #expect(!diff(Self.fixture.old, new).remarks.contains { $0.rule == ProfilesDisagree.id })
  }
}
