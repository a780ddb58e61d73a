import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct IgnoreEntryTests {
  /// Whatever a finding holds, its line is read back as it was.
  @Test func linesSurviveARoundTrip() throws {
    for seed in UInt64(0)..<200 {
      let (old, new) = RequirementDiffTests.pair(seed)
      for finding in diff(old, new).findings {
        let entry = IgnoreEntry(for: finding, of: "acorn", reason: "a \"b\" \\ c #d")
        let list = try IgnoreList(parsing: Array(entry.text.utf8), file: "x")
        var read = try #require(list.entries.first)
        read.line = 0
        #expect(read == entry)
        #expect(read.fits(finding))
      }
    }
  }
}
