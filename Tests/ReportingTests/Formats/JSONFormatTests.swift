import JSONText
import Testing

@testable import Reporting

@Suite struct JSONFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: JSONFormat.self), is: "report.json")
  }

  @Test func isJSON() throws {
    let text = Samples.hostileReport.written(by: JSONFormat.self)
    let node = try JSONNode(parsing: Array(text.utf8), file: "report")
    #expect(node.json == Samples.hostileReport.json)
  }
}
