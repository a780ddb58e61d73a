import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct MemberAddedTests {
  static let fixture = RuleFixture(
    rule: MemberAdded.id,
    old: "script-src https://cdn1.acorn.test https://cdn2.acorn.test",
    new: "script-src https://cdn1.acorn.test https://cdn2.acorn.test https://cdn3.acorn.test",
    level: .break, directive: "script-src", source: "https://cdn3.acorn.test",
    message: "new member of the cdn family: 3", witness: "script-src-elem https://cdn3.acorn.test/")

  @Test func reportsAMemberThatIsNoRegion() throws {
    try Self.fixture.check()
    let family = try #require(
      diff(Self.fixture.old, Self.fixture.new).findings.first?.family)
    #expect(family.known == ["1", "2"])
    #expect(family.added == ["3"])
    #expect(family.varies == .number)
  }

  @Test func knowsTheBareStemAsAMember() throws {
    try RuleFixture(
      rule: MemberAdded.id, old: "connect-src https://find.acorn.test",
      new: "connect-src https://find.acorn.test https://find-x.acorn.test", level: .break,
      directive: "connect-src", source: "https://find-x.acorn.test",
      message: "new member of the find family: x",
      witness: "connect-src https://find-x.acorn.test/"
    ).check()
  }

  @Test func namesTheHostWhenTheBareStemIsNew() throws {
    try RuleFixture(
      rule: MemberAdded.id, old: "connect-src https://find-x.acorn.test",
      new: "connect-src https://find-x.acorn.test https://find.acorn.test", level: .break,
      directive: "connect-src", source: "https://find.acorn.test",
      message: "new member of the find family: find.acorn.test",
      witness: "connect-src https://find.acorn.test/"
    ).check()
  }

  @Test func leavesAKnownMemberUnderAnotherDirectiveToOtherRules() {
    let old = VersionRecord(
      sample: 1,
      "connect-src https://cdn1.acorn.test https://cdn2.acorn.test; img-src https://i.acorn.test")
    let new = old.adding(["https://cdn2.acorn.test"], to: "img-src", of: "default")
    #expect(diff(old, new).findings.map(\.rule) == ["source-added"])
  }
}
