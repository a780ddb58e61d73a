import RequirementDiff
import Testing

@testable import Reporting

@Suite struct NDJSONFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: NDJSONFormat.self), is: "report.ndjson")
  }

  @Test func everyLineIsAFinding() throws {
    let text = Samples.report.written(by: NDJSONFormat.self)
    let lines = text.split(separator: "\n")
    #expect(lines.count == Samples.report.report.findings.count)
    for line in lines { #expect(line.hasPrefix("{\"rule\":")) }
  }

  @Test func nothingFoundIsNothingWritten() {
    #expect(Samples.emptyReport.written(by: NDJSONFormat.self).isEmpty)
  }
}
