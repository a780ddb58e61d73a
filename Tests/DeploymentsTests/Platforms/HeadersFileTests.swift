import Testing

@testable import Deployments

@Suite struct HeadersFileTests {
  @Test func readsPathsAndHeaders() {
    let text = """
      # Content-Security-Policy: img-src x
      /*
        # Content-Security-Policy: img-src y
        Content-Security-Policy: default-src 'self'; img-src a
      \tcontent-security-policy:font-src b
        X-Note: Content-Security-Policy: img-src z
        ! Content-Security-Policy

      https://:project.pages.dev/*
      Content-Security-Policy-Report-Only  :  img-src c
      """
    #expect(
      HeadersFile.lines(text, name: "_headers") == [
        "4-4: </*> default-src 'self'; img-src a", "5-5: </*> font-src b",
        "10-10: [report-only] <https://:project.pages.dev/*> img-src c",
      ])
    #expect(HeadersFile.expectRoundTrips(text, name: "_headers") == 7)
    let file = SourceFile(path: "_headers", bytes: Array(text.utf8))
    #expect(HeadersFile.read(file)?.pages.map(\.indices) == [[0, 1], [2]])
  }

  @Test func bytesAreKept() {
    let text = "\u{FEFF}/*\r\n\tContent-Security-Policy:\timg-src a;\t\r\n  X-A: b"
    #expect(HeadersFile.lines(text) == ["2-2: </*> img-src a;"])
    #expect(
      HeadersFile.added("https://n.test", to: "img-src", in: text)
        == "\u{FEFF}/*\r\n\tContent-Security-Policy:\timg-src a https://n.test;\t\r\n  X-A: b")
  }

  /// A vertical tab is no white space in a policy, so that browsers skip the directive that it is in.
  @Test func verticalTabsArePartsOfTokens() {
    let text = "/*\n  Content-Security-Policy: img-src a; font-src\u{B}b\u{B}, font-src c\u{B} d\n"
    #expect(
      HeadersFile.lines(text, name: "_headers") == [
        "2-2: </*> img-src a; font-src\u{B}b\u{B}", "2-2: </*> font-src c\u{B} d",
      ])
    #expect(
      HeadersFile.added("n.test", to: "img-src", in: text, name: "_headers")
        == text.replacing("src a", with: "src a n.test"))
    HeadersFile.expectRoundTrips(text, name: "_headers")
  }

  @Test(arguments: [
    "", "# nothing\n", "/*\n  X-A: b\n", "Content-Security-Policy: img-src a\n", "/*\n",
    ":\n/*\n:\n",
  ]) func holdsNone(text: String) {
    #expect(HeadersFile.lines(text, name: "_headers") == [])
  }

  @Test func otherFilesAreNotRead() {
    #expect(HeadersFile.lines("HTTP/1.1 200\nContent-Security-Policy: img-src a") == nil)
    #expect(HeadersFile.lines("img-src a") == nil)
  }
}
