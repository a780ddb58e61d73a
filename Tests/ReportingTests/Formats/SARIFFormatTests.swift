import Impact
import JSONText
import RequirementDiff
import Testing

@testable import Reporting

@Suite struct SARIFFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: SARIFFormat.self), is: "report.sarif")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: SARIFFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }

  @Test func resultsNameRulesThatAreThere() throws {
    let text = Samples.report.written(by: SARIFFormat.self)
    let run = try #require(JSONNode(parsing: Array(text.utf8), file: "log").json["runs"]?[0])
    let rules = DiffJSONTests.values(run["tool"]?["driver"]?["rules"])
    let results = DiffJSONTests.values(run["results"])
    #expect(results.count == Samples.report.report.findings.count + 1)
    for result in results {
      let index = rules.firstIndex { $0["id"] == result["ruleId"] }
      #expect(result["ruleIndex"] == JSON(index))
      #expect(result["partialFingerprints"]?["cspreg/v1"]?.string?.count == 16)
    }
    #expect(results.count { $0["suppressions"] != nil } == 1)
  }

  @Test func placesArePercentEncoded() {
    let placed = PlacedResult(path: "a b:c/ü.conf", line: 3, result: Samples.breaks)
    let text = ImpactPresentation([placed], checking: false).written(by: SARIFFormat.self)
    #expect(text.contains("\"uri\": \"./a%20b:c/%C3%BC.conf\""))
    #expect(text.contains("\"startLine\": 3"))
  }
}
