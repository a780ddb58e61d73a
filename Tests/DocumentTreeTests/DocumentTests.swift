import DocumentTree
import Testing

@Suite struct DocumentTests {
  @Test func `headings, paragraphs, lists and code keep their lines`() {
    let page = """
      <!DOCTYPE html><html><body>
      <h2>Setup</h2>
      <p>Add the <code>widget</code>.</p>
      <ul><li>one</li>
      <li>two</li></ul>
      <pre>
      a
      b</pre>
      </body></html>
      """
    let document = Document.parse(bytes: Array(page.utf8), mediaType: .html)
    #expect(document.isReadable)
    #expect(document.blocks.map(\.text) == ["Setup", "Add the widget.", "one", "two", "a b"])
    #expect(document.blocks.flatMap(\.lines).map(\.number) == [2, 3, 4, 5, 7, 8])
  }
}
