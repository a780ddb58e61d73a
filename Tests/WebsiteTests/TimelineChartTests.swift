import Testing

@testable import Website

@Suite struct TimelineChartTests {
  private func html(_ bars: [TimelineChart.Bar]) throws -> String {
    let site = Site(address: nil, head: Site.Head(seq: 0, line: "", at: ""))
    let writer = PageWriter(site: site, templates: try Templates(), stamp: "")
    return TimelineChart(title: "A <b>", bars: bars).html(writer)
  }

  private let bar = TimelineChart.Bar(label: "@2", added: 10, breaking: 5, removed: 1)

  @Test func saysEverythingInWords() throws {
    let text = try html([bar, TimelineChart.Bar(label: "@3", added: 0, breaking: 0, removed: 2)])
    #expect(text.contains("A &lt;b&gt;</title>"))
    #expect(text.contains("@2: 10 added, 5 of them break, 1 removed. @3: 0 added"))
    #expect(text.contains(">+10</text>") && text.contains("&minus;2</text>"))
    #expect(text.contains("class=\"bar-breaking\""))
    #expect(!text.contains(" style="))
  }

  @Test func nothingToCompareIsNoPicture() throws {
    #expect(try html([]) == "")
    let none = TimelineChart.Bar(label: "@3", added: 0, breaking: 0, removed: 0)
    #expect(try html([none, none]) == "")
  }

  @Test func showsTheNewest() throws {
    let text = try html((1...60).map { .init(label: "@\($0)", added: 1, breaking: 0, removed: 0) })
    #expect(!text.contains(">@36<") && text.contains(">@37<") && text.contains(">@60<"))
  }
}
