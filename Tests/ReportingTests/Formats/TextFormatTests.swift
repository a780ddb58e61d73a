import Testing

@testable import Reporting

@Suite struct TextFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: TextFormat.self), is: "report.txt")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: TextFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }
}
