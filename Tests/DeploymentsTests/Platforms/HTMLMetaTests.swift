import Testing

@testable import Deployments

@Suite struct HTMLMetaTests {
  @Test func readsTheHead() {
    let text = """
      <!doctype html>
      <html><head><title><meta http-equiv="Content-Security-Policy" content="img-src x"></title>
      <META CONTENT='img-src a.test' HTTP-EQUIV="content-security-policy">
      <meta
        http-equiv=Content-Security-Policy
        content="
          default-src 'self';
          font-src b.test
        " />
      <body><p></body></html>
      """
    #expect(
      HTMLMeta.lines(text, name: "index.html") == [
        "3-3: img-src a.test", "7-8: default-src 'self'; font-src b.test",
      ])
    #expect(HTMLMeta.expectRoundTrips(text, name: "index.html") == 6)
  }

  @Test(arguments: [
    "<!-- @ -->", "<script>var x = '@'</script>", "<SCRIPT>@</SCRIPT >", "<style>@</style>",
    "<template>@</template>", "<template><template></template>@</template>",
    "<noscript>@</noscript>",
    "</head><body>@", "<div></div>@", "text @", "</body>@", "<!--[if IE]>@<![endif]-->",
    "<title>@</title>", "<a title='@'>",
  ]) func knowsDecoys(around: String) {
    let meta = "<meta http-equiv=\"Content-Security-Policy\" content=\"img-src a\">"
    let page = around.split(separator: "@", omittingEmptySubsequences: false).joined(
      separator: meta)
    #expect(HTMLMeta.lines("<html><head>" + page, name: "a.html") == [])
    #expect(HTMLMeta.lines("<html><head>" + meta + page, name: "a.html") == ["1-1: img-src a"])
  }

  @Test(arguments: [
    "<meta name=\"Content-Security-Policy\" content=\"img-src a\">",
    "<meta http-equiv=\" Content-Security-Policy\" content=\"img-src a\">",
    "<meta http-equiv=\"Content-Security-Policy-Report-Only\" content=\"img-src a\">",
    "<meta http-equiv=\"Content-Security-Policy\">",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"\">",
    "<meta http-equiv=\"refresh\" http-equiv=\"Content-Security-Policy\" content=\"img-src a\">",
    "<link http-equiv=\"Content-Security-Policy\" content=\"img-src a\">",
  ]) func knowsOtherElements(text: String) {
    #expect(HTMLMeta.lines(text, name: "a.html") == [])
  }

  @Test(arguments: [
    "", "</head>", "<html lang=en>", "{{> head}}", "{% block head %}", "<%= head %>",
    "<?php head() ?>",
    "%app.head%", "@inject X", "<base href=/>", "<?xml version=\"1.0\"?>", "\u{FEFF}",
  ]) func whatMayComeBeforeIt(text: String) {
    let page = text + "\n<meta http-equiv='Content-Security-Policy' content='img-src a'>"
    #expect(HTMLMeta.lines(page, name: "a.html") == ["2-2: img-src a"])
  }

  @Test func referencesAreReadAndWritten() {
    let text =
      "<meta http-equiv=\"Content-Security-Policy\" "
      + "content='default-src &#39;self&#x27;&semi; img-src a?x=1&amp;y=2'>"
    #expect(
      HTMLMeta.lines(text, name: "a.html")
        == ["1-1: default-src 'self'; img-src a?x=1&y=2"])
    #expect(
      HTMLMeta.added("https://n.test/?a&b", to: "font-src", in: text)
        == "<meta http-equiv=\"Content-Security-Policy\" "
        + "content='default-src &#39;self&#x27;&semi; img-src a?x=1&amp;y=2; "
        + "font-src &#39;self&#39; https://n.test/?a&amp;b'>")
    HTMLMeta.expectRoundTrips(text, name: "a.html")
  }

  @Test func expressionsAreKnownAtRunTime() throws {
    let text = """
      <meta http-equiv="Content-Security-Policy" content="img-src {{ cdn }} %VITE_CDN% a/%2F%2f; \
      script-src 'nonce-<%= nonce %>' <?= $x ?>; font-src ${font}">
      """
    let file = SourceFile(path: "a.ejs", bytes: Array(text.utf8))
    let policy = try #require(HTMLMeta.read(file)?.policies.first)
    #expect(policy.unresolved == ["cdn", "VITE_CDN", "nonce", "$x", "font"])
    #expect(
      policy.text.collapsed == "img-src {{cdn}} {{VITE_CDN}} a/%2F%2f; "
        + "script-src 'nonce-{{nonce}}' {{$x}}; font-src {{font}}")
    HTMLMeta.expectRoundTrips(text)
  }

  @Test func aMetaDeliversNoFrameAncestors() {
    let text = "<meta http-equiv=Content-Security-Policy content=\"frame-ancestors 'self'\">"
    #expect(
      HTMLMeta.added("https://n.test", to: "frame-ancestors", in: text).hasPrefix("refused: "))
  }

  @Test func valuesWithoutQuotesTakeNoSpaces() {
    let text = "<meta http-equiv=Content-Security-Policy content=default-src>"
    #expect(HTMLMeta.lines(text, name: "a.html") == ["1-1: default-src"])
    #expect(HTMLMeta.added("https://n.test", to: "default-src", in: text).hasPrefix("refused: "))
  }

  /// What is written behind a reference without semicolon would become part of it.
  @Test func openReferencesTakeOnlySpaces() {
    let text = "<meta http-equiv=Content-Security-Policy content=\"img-src &#39self&#39\">"
    #expect(HTMLMeta.lines(text, name: "a.html") == ["1-1: img-src 'self'"])
    #expect(
      HTMLMeta.added("n.test", to: "img-src", in: text)
        == text.replacing("#39\"", with: "#39 n.test\""))
    for end in ["&quot", "&semi", "&unknown", "&", "&#", "&#x", "&quot;", "&#{a}"] {
      let page = "<meta http-equiv=Content-Security-Policy content='default-src a.test/\(end)'>"
      HTMLMeta.expectRoundTrips(page, name: "a.html")
    }
    let bare =
      "<meta http-equiv=Content-Security-Policy content='img-src &quot &quota &quot= &gt,'>"
    #expect(HTMLMeta.lines(bare, name: "a.html") == ["1-1: img-src \" &quota &quot= >,"])
    let all = text.replacing("img-src", with: "default-src")
    #expect(HTMLMeta.added("n.test", to: "img-src", in: all).hasPrefix("refused: "))
    #expect(
      HTMLMeta.added("n.test", to: "img-src", in: all.replacing("#39\"", with: "#39;\""))
        .contains("#39;; img-src &#39self&#39; n.test\"") == false)
    HTMLMeta.expectRoundTrips(all.replacing("#39\"", with: "#39;\""), name: "a.html")
  }

  @Test(arguments: [
    "<", "<!", "<!--", "<meta", "<meta content", "<meta content=", "</", "<%", "{{", "<script>",
  ])
  func cutPagesDoNoHarm(text: String) {
    #expect(HTMLMeta.lines(text, name: "a.html") == [])
  }

  @Test func otherFilesHoldNone() {
    #expect(HTMLMeta.lines("img-src a.test") == nil)
  }
}
