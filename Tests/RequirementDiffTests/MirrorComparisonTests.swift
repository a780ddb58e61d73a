import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct MirrorComparisonTests {
  static func record(_ profiles: Profile...) -> VersionRecord {
    VersionRecord(
      vendor: "acorn", version: 1, recorded: "2026-11-21", documents: [], profiles: profiles)
  }

  @Test func isSilentWhenBothAskForTheSame() {
    let record = Self.record(Profile(sample: "connect-src https://a.acorn.test b.acorn.test"))
    let mirror = Self.record(
      Profile(sample: "connect-src b.acorn.test https://a.acorn.test:443/", name: "all"))
    #expect(mirrorDiff(record, mirror).findings == [])
  }

  /// Both directions, spelling, profiles: every difference is the same warning.
  @Test func everyDifferenceIsAWarning() {
    let record = Self.record(
      Profile(sample: "connect-src https://a.acorn.test https://gone.acorn.test c.acorn.test"),
      Profile(sample: "img-src i.acorn.test", name: "pictures", mode: .optional))
    let mirror = Self.record(
      Profile(
        sample: "connect-src https://a.acorn.test https://new.acorn.test https://c.acorn.test"))
    let report = mirrorDiff(record, mirror)
    #expect(Set(report.findings.map(\.rule)) == ["documents-disagree"])
    #expect(report.findings.allSatisfy { $0.level == .warn && $0.witness == nil })
    #expect(
      Set(report.findings.map(\.message)) == [
        "the mirror lists https://new.acorn.test, the record does not",
        "the record lists https://gone.acorn.test, the mirror does not",
        "the mirror writes https://c.acorn.test, the record c.acorn.test",
        "the record has the profile pictures, the mirror has not",
      ])
    #expect(report.pairs.allSatisfy { $0.summary.breaking == 0 })
  }
}
