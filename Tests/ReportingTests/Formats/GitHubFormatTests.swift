import Impact
import RequirementDiff
import Testing

@testable import Reporting

@Suite struct GitHubFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: GitHubFormat.self), is: "report.github")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: GitHubFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }

  @Test func aPolicyIsAnnotatedInItsFile() {
    let placed = PlacedResult(path: "a,b:c.conf", line: 7, result: Samples.breaks)
    let text = ImpactPresentation([placed], checking: false).written(by: GitHubFormat.self)
    #expect(text.hasPrefix("::error file=a%2Cb%3Ac.conf,line=7,title=policy-breaks%3A "))
  }

  /// A line end in a source must not start a command of its own.
  @Test func everyLineIsACommandOfOurs() {
    let lines = Samples.hostileReport.written(by: GitHubFormat.self).split(separator: "\n")
    #expect(lines.count == Samples.hostileReport.report.findings.count)
    for line in lines {
      #expect(["::error ", "::warning ", "::notice "].contains { line.hasPrefix($0) }, "\(line)")
    }
  }

  @Test func whatIsAcceptedIsNotAnnotated() {
    let ignored = Samples.report.report.ignored.map { $0.finding.source ?? "" }
    let text = Samples.report.written(by: GitHubFormat.self)
    #expect(ignored.allSatisfy { !text.contains($0 + "::") })
  }
}
