import Diagnostics
import Testing

@testable import Impact

@Suite struct ImpactResultTests {
  static func result(_ verdict: ImpactResult.Verdict, isPinned: Bool = false) -> ImpactResult {
    var result = ImpactResult(
      vendor: "acorn", from: 1, to: 2, verdict: verdict, profile: "default", named: true,
      sizeBefore: 0, sizeAfter: 0)
    result.isPinned = isPinned
    return result
  }

  @Test(arguments: [
    (ImpactResult.Verdict.reportOnly, Level.info), (.safe, .info), (.notUsed, .info),
    (.breaks, .break), (.depends, .warn), (.incomplete, .warn),
  ]) func weighs(verdict: ImpactResult.Verdict, level: Level) {
    #expect(Self.result(verdict).level(checking: false) == level)
    #expect(Self.result(verdict).level(checking: true) == level)
  }

  /// Teams trim lists on purpose; who pinned a version wants all of it.
  @Test func anIncompletePinnedVendorBreaksACheck() {
    let result = Self.result(.incomplete, isPinned: true)
    #expect(result.level(checking: true) == .break)
    #expect(result.level(checking: false) == .warn)
    #expect(Self.result(.depends, isPinned: true).level(checking: true) == .warn)
  }

  @Test func verdictsAreSpelledAsInReports() {
    #expect(
      ImpactResult.Verdict.allCases.map(\.rawValue)
        == ["report-only", "safe", "not-used", "breaks", "depends", "incomplete"])
  }
}
