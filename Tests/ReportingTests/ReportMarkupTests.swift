import Reporting
import RequirementDiff
import Testing

@Suite struct ReportMarkupTests {
  @Test func changesHaveSigns() {
    let markup = ReportMarkup()
    #expect(markup.html([.change(.added)]).contains(">+</b>"))
    #expect(markup.html([.change(.removed)]).contains(">\u{2212}</b>"))
    #expect(markup.html([.change(.respelled)]).contains(">~</b>"))
  }

  @Test func rulesLeadWhereTheyAreSaidToStand() {
    #expect(ReportMarkup().html([.rule("a-b")]) == "<code>a-b</code>")
    let markup = ReportMarkup { "../\($0)\".html" }
    #expect(markup.html([.rule("a-b")]) == "<a href=\"../a-b&quot;.html\"><code>a-b</code></a>")
  }
}
