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

  @Test func aVersionIsHeldAgainstTheLastOneThatHolds() {
    let records = [
      VersionRecord(sample: 1, "img-src a.acorn.test"),
      VersionRecord(sample: 2, "img-src a.acorn.test b.acorn.test"),
      VersionRecord(sample: 3, "img-src a.acorn.test c.acorn.test"),
    ]
    let changes = VersionChange.all(
      [(records[0], false), (records[1], true), (records[2], false)], ownDomains: ["acorn.test"])
    #expect(changes.map(\.record) == records)
    #expect(changes.map(\.previous) == [nil, records[0], records[0]])
    for change in changes {
      let alone = VersionChange(
        change.record, after: change.previous, ownDomains: ["acorn.test"])
      #expect(change.report == alone.report)
    }
  }
}
