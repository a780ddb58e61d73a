import Diagnostics
import DocumentTree
import Extraction
import Testing
import ThreadTime
import VendorRequirements

@Suite struct LimitsTests {
  @Test func `1,900 sources are read in little time`() {
    let lists = ["script-src", "style-src", "img-src", "connect-src", "font-src"].map { name in
      "<h2>\(name)</h2><ul>"
        + (0..<380).map { "<li>https://h\($0).acorn.io</li>" }.joined() + "</ul>"
    }
    let page = "<html><body><h1>CSP</h1>" + lists.joined() + "</body></html>"
    var found = ExtractedDocument(mediaType: .html)
    let time = threadSeconds { found = extract(page, .html) }
    #expect(pairs(found).count == 1900)
    #expect(time < 8, "a debug build; 0.1 s in release")
  }

  /// Brackets that nothing closes take a time that grows with the page and not with its square.
  @Test(arguments: ["{", "[", "script-src: {", "https://{", "a.<"])
  func `brackets without an end are read in little time`(bracket: String) {
    let page = "<pre>" + String(repeating: bracket, count: 200_000 / bracket.utf8.count)
    let time = threadSeconds { _ = extract(page, .html) }
    #expect(time < 20, "\(time) s")
  }

  @Test(arguments: [
    ("41,000 lines", String(repeating: "a\n", count: 41_000), MediaType.plainText),
    ("1 MiB of Markdown and more", String(repeating: "word ", count: 220_000), .markdown),
    ("450,000 tags", String(repeating: "<p>", count: 450_000), .html),
    (
      "2,100 sources", (0..<2100).map { "script-src https://h\($0).acorn.io\n" }.joined(),
      .plainText
    ),
  ])
  func `a document that is too much says so`(name: String, text: String, type: MediaType) {
    let found = extract(text, type)
    #expect(!found.isReadable)
    #expect(found.profiles.isEmpty)
    #expect(found.diagnostics.contains { $0.level == .break })
  }

  @Test func `a page cut between two items is cut off, and takes nothing out`() {
    let page = """
      <!DOCTYPE html><html><body><h1>CSP</h1><h2>connect-src</h2><ul>
      <li>https://a.acorn.io</li>
      <li>https://b.acorn.io</li>
      </ul><p>That is not all, see below.</p>
      """
    let found = extract(page, .html)
    #expect(found.cutAfter == "default/connect-src")
    #expect(pairs(found) == ["connect-src https://a.acorn.io", "connect-src https://b.acorn.io"])
    #expect(extract(page + "</body></html>", .html).cutAfter == nil)
  }

  @Test(arguments: [
    "- script-src: https://cdn.vendor.example https://cdn.acorn.io",
    "Add `https://cdn.vendor.test` and `https://cdn.acorn.io` to `script-src`.",
    "| Directive | Host |\n| --- | --- |\n| script-src | https://cdn.vendor.invalid |\n"
      + "| script-src | https://cdn.acorn.io |",
    "```\nscript-src https://cdn.example.com https://cdn.acorn.io\n```",
  ])
  func `reserved hosts are rejected, not forgotten`(body: String) {
    let found = extract("# CSP\n\n\(body)\n")
    #expect(pairs(found) == ["script-src https://cdn.acorn.io"])
    #expect(found.rejected.contains { $0.reason == "example-host" }, "\(found.rejected)")
  }

  @Test func `a long batch of pages needs no more than one page`() {
    // Nothing is kept between documents: the same page reads the same, whatever came before.
    let page = "# CSP\n\n- script-src: https://cdn.acorn.io\n"
    let first = pairs(extract(page))
    _ = extract(String(repeating: "<div>", count: 5000), .html)
    #expect(pairs(extract(page)) == first)
  }
}
