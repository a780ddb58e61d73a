import Testing

@testable import DocumentTree

@Suite struct HTMLTrimmerTests {
  @Test(arguments: [
    ("<p style=\"color: red\" class='a b' data-x>y</p>", "<p class='a b'>y</p>"),
    ("<a href=/x target=_blank>y</a>", "<a href=/x>y</a>"),
    ("<P STYLE=x\nALIGN=left\n>y", "<P\n\n>y"),
    ("<img src=\"a>b\" alt='\"'/>", "<img/>"),
    ("<script src=\"x.js\">if (a < b) { '</p>' }\n//\n</script>z", "<script>\n\n</script>z"),
    ("<style>p { }</STYLE>", "<style></STYLE>"),
    ("<path d=\"M0 0\"/>", "<path x=\"x\"/>"),
    ("<your region>.a.io", "<your region>.a.io"),
    ("<tenant>.example", "<tenant>.example"),
    ("<!-- <p style=a> --><p style=a>", "<!-- <p style=a> --><p>"),
    ("<div @click=\"go()\"><p style=a>", "<div @click=\"go()\"><p>"),
    ("a < b <p style=x>", "a < b <p>"),
  ]) func takesOutWhatNobodyReads(page: String, expected: String) {
    #expect(String(decoding: HTMLTrimmer.trim(Array(page.utf8)), as: UTF8.self) == expected)
  }

  /// Where quotes are left open, libxml2 decides what is a tag, not we.
  @Test(arguments: [
    "<p class=\"a <b style=\"x\">y</b>", "<html lang=\"a\"<script>x</script>", "<p style='a>b",
    "<script>never closed", "<p style=a", "<", "<p", "<!-- <p style=a>",
  ]) func leavesWhatIsNotByTheBook(page: String) {
    #expect(String(decoding: HTMLTrimmer.trim(Array(page.utf8)), as: UTF8.self) == page)
  }

  /// What is taken out never changes what is read, whatever a page's tags look like.
  @Test func readsTheSameWithoutIt() {
    let pieces = [
      "<p", "<div", "<a href=\"x\"", " class=\"a b\"", " style='x'", " data-y=\"1\"", " id=z",
      " @a",
      " :b=\"c > d\"", " checked", "\n", ">", "/>", "\"", "'", "=", "</p>", "</div>", "</a>",
      "text ",
      "<script a=b>var a = \"<p>\";\n</script>", "<style>p > a { }</style>", "<!-- ", "-->",
      "<svg>",
      "<path d=\"M0\">", "</svg>", "<x-y z=1>", "<tenant>", "<br>", "<pre>", "</pre>", "<h2>",
      "</h2>",
      " <", "&amp;", "<td rowspan=2 width=3>", "<table>", "<tr>", "é", "<nav class=\"n\" role=x>",
    ]
    var state: UInt64 = 5
    for _ in 0..<4000 {
      var page = ""
      for _ in 0..<(3 + state % 23) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        page += pieces[Int(state >> 33) % pieces.count]
      }
      let bytes = Array(page.utf8)
      #expect(blocks(HTMLTrimmer.trim(bytes)) == blocks(bytes), "\(page)")
    }
  }

  /// libxml2 would end it at the first closing tag of any kind and show the rest.
  @Test func aScriptEndsWhereItIsClosed() {
    let page = "<script>var a = \"</p><p>script-src x.io\";</script><p>y</p>"
    let document = Document.parse(bytes: Array(page.utf8), mediaType: .html)
    #expect(document.blocks.map(\.text) == ["y"])
  }

  private func blocks(_ page: [UInt8]) -> [Block] {
    var builder = BlockBuilder(
      markup: HTMLParser.parse(page, keepsAll: false).markup, lines: .ofMarkup)
    return builder.build()
  }
}
