import Testing
import VendorRequirements

@Suite struct RequirementTests {
  @Test func evidenceIsSpelledAsInRecords() {
    #expect(
      Evidence.allCases.map(\.rawValue)
        == ["policy-line", "heading-list", "table", "prose", "meta", "code", "role"])
  }

  @Test func everythingButTheSourceMayBeLeftOut() {
    let requirement = Requirement(source: "a.test")
    #expect(requirement.source == "a.test")
    #expect(requirement.document == nil && requirement.line == nil && requirement.evidence == nil)
    #expect(requirement.region == nil && requirement.when == nil && requirement.site == nil)
    #expect(requirement.legal == nil && !requirement.placeholder)
  }
}
