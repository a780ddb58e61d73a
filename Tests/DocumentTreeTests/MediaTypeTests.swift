import DocumentTree
import Testing

@Suite struct MediaTypeTests {
  @Test(
    arguments: [
      ("page.html", .html), ("a/b.HTM?x=y.md", .html), ("https://x.io/a.xhtml#b.txt", .html),
      ("a.b/README.md", .markdown), ("docs/page.mdx/", .markdown), ("x.txt", .plainText),
      ("notes.html.txt", .plainText), ("dir.html/page", .plainText), ("page.", .plainText),
      ("", .plainText), ("/", .plainText), ("?.html", .plainText),
    ] as [(String, MediaType)])
  func followsTheExtension(path: String, expected: MediaType) {
    #expect(MediaType.sniff(path: path, bytes: Array("words".utf8)) == expected)
  }

  @Test func looksAtTheBytesOtherwise() {
    #expect(MediaType.sniff(path: "page", bytes: Array(" <!DOCTYPE html>".utf8)) == .html)
    #expect(MediaType.sniff(path: "a.php", bytes: Array("# Title\n".utf8)) == .markdown)
  }
}
