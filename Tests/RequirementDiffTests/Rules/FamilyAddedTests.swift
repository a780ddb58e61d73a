import ContentSecurityPolicy
import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct FamilyAddedTests {
  /// Two members at once, else it would be no family; both are reported, by this rule only.
  static let old = VersionRecord(sample: 1, "connect-src https://api.acorn.test")
  static let new = old.adding(
    ["https://data-us.acorn.test", "https://data-eu.acorn.test"], to: "connect-src",
    of: "default")

  @Test func reportsEachMemberOfAFamilyThatIsNew() throws {
    let findings = diff(Self.old, Self.new).findings
    #expect(findings.map(\.rule) == ["family-added", "family-added"])
    #expect(findings.map(\.level) == [.break, .break])
    #expect(findings.allSatisfy { $0.message == "new family data, its regions: eu us" })
    #expect(
      findings.compactMap(\.witness?.url)
        == ["https://data-us.acorn.test/", "https://data-eu.acorn.test/"])
    let family = try #require(findings.first?.family)
    #expect(family.known.isEmpty)
    #expect(family.added == ["eu", "us"])
    #expect(family.varies == .region)
  }

  @Test func speaksOfMembersWhereNoRegionVaries() {
    let new = Self.old.adding(
      ["https://node1.acorn.test", "https://node2.acorn.test"], to: "connect-src", of: "default")
    let messages = Set(diff(Self.old, new).findings.map(\.message))
    #expect(messages == ["new family node, its members: 1 2"])
  }
}
