import Testing

@testable import DocumentTree

@Suite struct HTMLSkeletonTests {
  /// `_` for text, as the byte that stands for it has no looks.
  @Test(arguments: [
    ("<p style=\"color: red\" class='a b' data-x>y</p>", "<p>_</p>"),
    ("<a href=/x target=_blank>y</a>", "<a>_</a>"),
    ("<a title=\"/x?a&amp;b\" rel=x>y</a >", "<a title=\"/x?a&amp;b\" rel=x>_</a>"),
    ("<P STYLE=x\nALIGN=left\n>y\nz", "<P>_"),
    ("<img src=\"a>b\" alt='\"'/>", "<img/>"),
    ("a &lt;b&gt; c", "_&lt;_&gt;_"),
    ("<ul>\n  <li>", "<ul> <li>"),
    ("<script src=\"x.js\">if (a < b) { '</p>' }\n//\n</script>z", "<script></script>_"),
    ("<style>p { }</STYLE>", "<style></STYLE>"),
    ("<path d=\"M0 0\"/>", "<path/>"),
    ("<tenant>.example", "<tenant>_"),
    ("<!doctype html><!-- <p style=a> --><p style=a>", "<!doctype html><!----><p>"),
    ("<div @click=\"go()\"><p style=a>", "<div @click=\"go()\"><p>"),
    ("a < b <p style=x>", "_< _<p>"),
    ("<nav class=n><ul><li><a href=x>y</a></li></ul></nav>z", "<nav></nav>_"),
    ("<nav><p><div>x</div></p></nav>z", "<nav><p><div>_</div></p></nav>_"),
    ("<nav><a><a>x</a></a></nav>z", "<nav><a><a>_</a></a></nav>_"),
    ("<nav><br>x</div></nav>z", "<nav>_</div></nav>_"),
    ("<footer><svg><g><g></g></g></svg></FOOTER>", "<footer></FOOTER>"),
    ("<nav><tr></tr></nav>", "<nav>_</nav>"),
    ("<title><nav>x</nav></title>", "<title><nav>_</nav></title>"),
    ("<div> <p>a <b>b</b> c</p> <p>d</p> </div>", "<div>_</div>"),
    ("<div>\n</div>", "<div> </div>"),
    ("<div><br><img src=x>a<br/></div>", "<div>_</div>"),
    ("<div>a&amp;b<!-- c -->d&#8217;</div>", "<div>_</div>"),
    ("<div>a&nosuch;b<i>c</i>&copy</div>", "<div>_&nosuch;_&copy</div>"),
    ("<ul><li>a<li>b <i>c</i></ul>", "<ul><li>_<li>_</ul>"),
    ("<div><p>a<p>b</p></div>", "<div><p>_<p>_</p></div>"),
    ("<div><p>a</p><i>b</p></div>", "<div>_<i>_</p></div>"),
    ("<div><i title=\"a&amp;b\">c</i> d</div>", "<div><i title=\"a&amp;b\">_</i>_</div>"),
    ("<body><div><p>a</p></div><x-y></x-y>", "<body><div>_</div><x-y></x-y>"),
    ("<div><nav><a>b</a></nav>c</div>", "<div>_</div>"),
    ("<div><?x y>b<i>c</i></div>", "<div><?x y>_</div>"),
    ("<div><h2>a<p>b</p></h2></div>", "<div><h2>_<p>_</p></h2></div>"),
  ]) func showsOfAPageItsTags(page: String, expected: String) {
    let skeleton = HTMLSkeleton(Array(page.utf8), keepsLinks: false)
    #expect(text(skeleton) == expected)
    #expect(skeleton.rest.inPage == page.utf8.count)
  }

  /// Where quotes are left open, libxml2 decides what is a tag, not we.
  @Test(arguments: [
    "<p class=\"a <b style=\"x\">y</b>", "<html lang=\"a\"<script>x</script>", "<p style='a>b",
    "<p style=a", "<", "<p", "<!-- <p style=a>", "</>x", "<![CDATA[ a ]]>", "<?x a>", "<_a>",
  ]) func isThePageFromWhatIsNotByTheBookOn(rest: String) {
    let skeleton = HTMLSkeleton(Array(("<p style=a>x" + rest).utf8))
    let isDoubted = rest != "<?x a>"
    #expect(text(skeleton) == "<p>_" + rest)
    #expect((skeleton.rest.inPage < 12 + rest.utf8.count) == isDoubted)
  }

  /// A script that is never closed is libxml2's to end.
  @Test func isThePageFromAnOpenScriptOn() {
    #expect(text(HTMLSkeleton(Array("<p>x<script>a<b".utf8))) == "<p>_<script>a<b")
  }

  @Test(arguments: ["a\u{7F}b", "a\u{1}b", "a\u{FFFE}b"])
  func isThePageWhereLibxml2MightDropCharacters(page: String) {
    #expect(HTMLSkeleton(Array(page.utf8)).bytes == Array(page.utf8))
  }

  /// The tree is the same with and without it, whatever a page looks like.
  @Test func givesTheTreeThatThePageGives() {
    let pieces = [
      "<p", "<div", "<a href=\"x\"", " class=\"a b\"", " style='x'", " data-y=\"1\"", " id=z",
      " @a", " :b=\"c > d\"", " checked", " title=\"a&amp;b\"", " class=x", " CLASS=y", "\n", "\n ",
      ">", ">", "/>", "\"", "'", "=", "</p>", "</div>", "</a>", "</A >", "</span>", "text ",
      "more\ntext", "<script a=b>var a = \"<p>\";\n</script>", "<style>p > a { }</style>", "<!-- ",
      "-->", "<!-- a\n -->", "<!---->", "<!-->", "<svg>", "<path d=\"M0\">", "</svg>", "<x-y z=1>",
      "<tenant>", "<Your Region>", "<your region region>", "<o:p>", "</o:p>", "<br>", "<br/>",
      "<pre>", "</pre>", "<h2>", "</h2>", " <", "<3", "<=", "&amp;", "&lt", "&nbsp;", "&#169;",
      "&#x41", "&Tab;", "&noSuchName;", "&", "&#", "&é", "<td rowspan=2 width=3>", "<table>",
      "<tr>", "é", "…", "<nav class=\"n\" role=x>", "<!DOCTYPE html>", "<html lang=de>", "<head>",
      "<title>", "</title>", "</head>", "<body class=c>", "</body>", "</html>", "<li>", "<ul>",
      "</ul>", "<b>", "</b>", "<i>", "</i>", "<span class=\"s\">", "<?xml version=\"1.0\"?>", "<?",
      "</", "<![CDATA[", "]]>", "<![if x]>", "<meta charset=latin1>", "<option>", "<select>",
      "<form>", "<button aria-expanded=true>", "<noscript>", "<textarea>", "\t", "   \n  ",
      "<plaintext>", "<frameset>", "<p/>", "\r\n", "<nav>", "</nav>", "<footer>", "</footer>",
      "</li>", "<nav>", "</nav>",
    ]
    var state: UInt64 = 5
    for round in 0..<6000 {
      var page = round % 3 == 0 ? "<!DOCTYPE html><html><body>" : ""
      for _ in 0..<(3 + state % 29) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        page += pieces[Int(state >> 33) % pieces.count]
      }
      expectSameTree(page)
    }
  }

  /// Most of a page is elements that have their own closing tag; here and there something is odd.
  @Test func givesTheTreeOfElementsInElements() {
    let names = [
      "div", "p", "span", "a", "ul", "li", "table", "tr", "td", "tbody", "b", "i", "h2", "dl", "dt",
      "code", "pre", "section", "x-y", "o:p", "tenant", "nav", "svg", "form", "button", "select",
      "option", "font", "center", "form", "label", "P", "small", "title", "head", "u",
      "main", "body", "dd", "th", "caption", "fieldset", "legend", "address", "object", "noscript",
    ]
    let leaves = [
      "text", " ", "\n ", "a b ", "<br>", "<img src=x>", "<hr/>", "&amp;", "&nbsp;", "&#8217;",
      "&#x2019;", "&#39;", "&eacute;", "&Tab;", "&apos;", "&quot", "<!-- x -->", "<!---->", "<3",
      "é",
      "&nosuch;", "<input checked>", "<i title=\"&lt;\">", "<p>", "</p>", "</div>", "<li>",
      "<wbr/>",
      "<?x y>", "<path d=\"M\"/>", "<meta name=x>", "<col>", "&#128;", "&#0;", "<script>x</script>",
      "<style>y</style>", "&#xD800;", "&#1;",
      "</body>", "<a @click=\"x\">", "&Delta;", "&lt;b&gt;", "&#x1F600;", "&amp;amp;", "&amp;Tab;",
    ]
    var state: UInt64 = 11
    func number(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    func write(_ depth: Int, _ oddity: Int, into page: inout String) {
      for _ in 0..<number(5) {
        if number(3) > 0, depth > 0 {
          let name = names[number(names.count)]
          page += "<\(name)\(["", " class=\"a\"", " id=b title='c'", " x"][number(4)])>"
          write(depth - 1, oddity, into: &page)
          if number(oddity) > 0 { page += "</\(name)>" }
        } else {
          page += leaves[number(oddity < 100 ? leaves.count : 12)]
        }
      }
    }
    for round in 0..<6000 {
      var page = ["<!DOCTYPE html><html><body>", "", "<main>", "<div>"][round % 4]
      write(2 + round % 6, [1000, 200, 40, 8][number(4)], into: &page)
      expectSameTree(page)
    }
  }

  @Test func givesTheTreeOfLongRuns() {
    let blanks = String(repeating: " ", count: 2500)
    let words = String(repeating: "word ", count: 900)
    for page in [
      "\(blanks)<p>x", "<html>\(blanks)<head>\(blanks)<title>x", "<p>\(words)&amp;\(words)</p>",
      "<p>&\(String(repeating: "a", count: 3000)) b</p>", "<p>\(blanks)&amp;\(blanks)<b>x",
      String(repeating: "<p>\(words)\n", count: 40),
      String(repeating: "a <b x=y>c</b>\n&amp; ", count: 3000),
      "<div>" + String(repeating: "a <b x=y>c</b>\n&amp; ", count: 3000) + "</div>",
      "<div>\(blanks)<i>x</i>\(blanks)</div>", "<p>x\(blanks)<i>\(blanks)</i></p>",
      String(repeating: "<div>", count: 300) + "x" + String(repeating: "</div>", count: 300),
    ] { expectSameTree(page) }
  }

  /// libxml2 would end it at the first closing tag of any kind and show the rest.
  @Test func aScriptEndsWhereItIsClosed() {
    let page = "<script>var a = \"</p><p>script-src x.io\";</script><p>y</p>"
    let document = Document.parse(bytes: Array(page.utf8), mediaType: .html)
    #expect(document.blocks.map(\.text) == ["y"])
  }

  private func text(_ skeleton: HTMLSkeleton) -> String {
    String(
      decoding: skeleton.bytes.map { $0 == HTMLSkeleton.standIn ? UInt8(ascii: "_") : $0 },
      as: UTF8.self)
  }

  private func expectSameTree(_ page: String) {
    let bytes = Array(page.utf8)
    let outcome = HTMLParser.read(bytes, HTMLSkeleton(bytes), keepsAll: false)
    let whole = HTMLParser.read(bytes, HTMLSkeleton(whole: bytes), keepsAll: false)
    #expect(!outcome.isAstray, "\(page.debugDescription)")
    #expect(outcome.problem == whole.problem)
    let difference = zip(tree(outcome.markup) + ["end"], tree(whole.markup) + ["end"])
      .first { $0 != $1 }
    #expect(difference == nil, "\(page.debugDescription)")
  }

  /// A tree as text, with all that a reader may look at.
  private func tree(_ markup: Markup) -> [String] {
    var lines: [String] = []
    var at = Int(markup.nodes[0].firstChild)
    var depths = [0]
    for node in markup.nodes.dropFirst() { depths.append(depths[Int(node.parent)] + 1) }
    while at >= 0 {
      let node = markup.nodes[at]
      let depth = depths[at]
      let line = markup.lineFeeds(in: 0..<Int(node.place))
      if node.element == .text {
        let text = String(decoding: markup.text(of: node), as: UTF8.self)
        lines.append("\(depth) \(line): \(text.debugDescription)")
      } else {
        let attributes = Set(markup.attributeNames(of: node)).sorted().map {
          "\($0)=\(markup.attribute(named: $0, of: node) ?? "")"
        }
        lines.append("\(depth) \(line): <\(markup.name(of: node))> \(attributes) \(node.contents)")
      }
      at = markup.next(
        after: at, under: 0, skippingChildren: HTMLSkeletonTests.unread.contains(node.element))
    }
    lines.append(markup.title.map { markup.text(under: $0) } ?? "no title")
    return lines
  }

  /// What nobody looks into, so that the skeleton may lack it.
  private static let unread: Set<Element> = [
    .nav, .footer, .svg, .noscript, .template, .dialog, .math, .canvas, .audio, .video,
  ]
}
