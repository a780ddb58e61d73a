import Reporting
import Testing

@Suite struct AtomFeedTests {
  @Test func escapesEverything() {
    let evil = "<b a=\"'\">&\u{1}"
    let entry = AtomFeed.Entry(
      id: evil, title: evil, updated: "2026-11-21T00:00:00Z",
      link: AtomFeed.Link(rel: "alternate", href: evil), content: "\(evil)\n\(evil)")
    let feed = AtomFeed(
      id: evil, title: evil, updated: evil, links: [AtomFeed.Link(rel: "self", href: evil)])
    let text = feed.document([entry.element])
    #expect(!text.contains("<b") && !text.contains("\u{1}"))
    #expect(text.hasPrefix("<?xml") && text.hasSuffix("  </entry>\n</feed>\n"))
    #expect(text.contains("&lt;b a=&quot;&#39;&quot;&gt;&amp;\n&lt;b"))
  }
}
