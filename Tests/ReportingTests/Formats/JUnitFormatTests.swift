import Impact
import Testing

@testable import Reporting

@Suite struct JUnitFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: JUnitFormat.self), is: "report.junit.xml")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: JUnitFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }

  @Test func theCountsAreRight() throws {
    let text = Samples.report.written(by: JUnitFormat.self)
    func count(_ tag: String) -> Int { text.split(separator: tag).count - 1 }
    let (cases, failures, skips) = (count("<testcase "), count("<failure "), count("<skipped "))
    #expect(failures > 0 && skips == 1)
    let attributes = "tests=\"\(cases)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skips)\""
    #expect(text.split(separator: attributes).count == 3)
  }

  @Test func whatIsNotUsedIsSkipped() {
    let placed = PlacedResult(path: "x", line: 1, result: Samples.notUsed)
    let text = ImpactPresentation([placed], checking: false).written(by: JUnitFormat.self)
    #expect(text.contains("<skipped/>") && text.contains("skipped=\"1\""))
  }

  @Test func nothingUntrustedIsMarkup() {
    #expect(!Samples.hostileReport.written(by: JUnitFormat.self).contains("<script"))
  }
}
