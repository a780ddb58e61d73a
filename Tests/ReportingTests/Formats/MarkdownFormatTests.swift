import DocumentTree
import RequirementDiff
import Testing

@testable import Reporting

@Suite struct MarkdownFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: MarkdownFormat.self), is: "report.md")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: MarkdownFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }

  @Test(arguments: [
    ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"), ("<b>&amp;", "&lt;b>&amp;amp;"),
    ("[x](y)", "\\[x\\](y)"), ("a|b", "a\\|b"), ("- a", "\\- a"), ("a-b", "a-b"),
    ("@team see https://x", "&#64;team see https&#58;//x"), ("www.x", "www&#46;x"),
  ]) func wordsStayWords(text: String, markdown: String) {
    #expect(MarkdownFormat.escaped(text) == markdown)
  }

  /// Read by cmark-gfm: every finding is a row, and every source stands in its cell as it is.
  @Test(arguments: [Samples.report, Samples.hostileReport])
  func aReaderSeesEveryFinding(report: DiffPresentation) throws {
    let text = report.written(by: MarkdownFormat.self)
    let document = Document.parse(bytes: Array(text.utf8), mediaType: .markdown)
    let rows = document.blocks.compactMap(\.table).flatMap { $0.rows.dropFirst() }
    #expect(rows.count == report.report.findings.count)
    for finding in report.report.findings where finding.change == .added {
      let source = try #require(finding.source?.printable)
      #expect(rows.contains { $0.count == 6 && $0[2].text == "+ " + source }, "\(source)")
    }
  }

  /// A cell never ends early, whatever a source holds.
  @Test func everyRowHasAllItsCells() {
    let text = Samples.hostileReport.written(by: MarkdownFormat.self)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count > 4)
    for row in rows {
      let bars = zip(row, row.dropFirst()).count { $0 != "\\" && $1 == "|" } + 1
      #expect([7, 8].contains(bars), "\(row)")
    }
  }
}
