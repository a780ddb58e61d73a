import RequirementDiff
import RequirementHistory
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct VersionChangeTests {
  @Test func countsWhatChanged() {
    let one = VersionRecord(sample: 1, "img-src a.acorn.test; font-src a.acorn.test")
    let two = VersionRecord(sample: 2, "img-src a.acorn.test b.acorn.test")
    let first = VersionChange(one, after: nil, ownDomains: [])
    #expect(first.report == nil && first.sources == 2 && first.summary.added == 0)
    let second = VersionChange(two, after: one, ownDomains: [])
    #expect(second.summary.added == 1 && second.summary.removed == 1)
    #expect(second.previous == one)
  }
}
