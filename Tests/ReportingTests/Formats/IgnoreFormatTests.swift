import RequirementDiff
import Testing

@testable import Reporting

@Suite struct IgnoreFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: IgnoreFormat.self), is: "report.ignore")
  }

  /// What is printed accepts exactly what was found.
  @Test func theLinesAcceptTheReport() throws {
    let text = Samples.report.written(by: IgnoreFormat.self)
    let list = try IgnoreList(parsing: Array(text.utf8), file: "cspreg.ignore")
    let (left, warnings) = list.apply(to: Samples.report.report, today: "2026-11-21")
    #expect(left.findings.isEmpty && warnings.isEmpty)
  }
}
