import DocumentTree
import Testing

@Suite struct ElementSelectorTests {
  static let page = """
    <!DOCTYPE html><html><head><title>Acorn</title></head><body class="docs dark">
    <header><p id="top">top</p></header>
    <div id="tabs"><section class="tab csp" data-tab="csp" role="tabpanel"><p>one</p>
    <div class="tab"><p>inner</p></div></section>
    <section class="tab other" data-tab='a b'><p>two</p></section></div>
    <aside class="policy"><p>three</p><nav><p>four</p></nav></aside>
    </body></html>
    """

  func texts(_ selector: String, _ page: String = page) throws -> [String] {
    let selector = try ElementSelector(selector)
    return Document.parse(bytes: Array(page.utf8), mediaType: .html, select: selector)
      .blocks.map(\.text)
  }

  @Test(arguments: [
    ("section", ["one", "inner", "two"]),
    ("#tabs .csp", ["one", "inner"]),
    ("body div p", ["one", "inner", "two"]),
    (".tab", ["one", "inner", "two"]),
    (".tab .tab", ["inner"]),
    ("section.tab.other", ["two"]),
    ("[data-tab=csp] p", ["one", "inner"]),
    ("[ data-tab = \"a b\" ]", ["two"]),
    ("SECTION[role]", ["one", "inner"]),
    ("aside", ["three"]),
    ("header", ["top"]),
    ("* #top", ["top"]),
  ])
  func `a selector picks elements`(selector: String, wanted: [String]) throws {
    #expect(try texts(selector) == wanted)
  }

  @Test func `a selector that matches nothing leaves the page unread`() throws {
    let document = Document.parse(
      bytes: Array(Self.page.utf8), mediaType: .html, select: try ElementSelector("#gone"))
    #expect(!document.isReadable)
    #expect(document.blocks.isEmpty)
    #expect(document.diagnostics.map(\.rule) == ["selection-empty"])
  }

  @Test func `Markdown is selected by what it renders to, text not at all`() throws {
    let markdown = Array("# A\n\nx\n\n<div class=\"csp\">\n\ny\n\n</div>\n".utf8)
    let selector = try ElementSelector(".csp")
    let read = Document.parse(bytes: markdown, mediaType: .markdown, select: selector)
    #expect(read.blocks.map(\.text) == ["y"])
    #expect(read.blocks.first?.lines.first?.number == 7)
    let plain = Document.parse(bytes: markdown, mediaType: .plainText, select: selector)
    #expect(!plain.isReadable)
    #expect(plain.diagnostics.map(\.rule) == ["selection-impossible"])
  }

  @Test(arguments: [
    "", "  ", ".", "#", "a > b", "a,b", "a:hover", "[x", "[x='1]", "[x~=1]", "a##", "[]",
  ])
  func `what is no selector is refused`(text: String) {
    #expect(throws: ElementSelector.Problem.self) { try ElementSelector(text) }
  }
}
