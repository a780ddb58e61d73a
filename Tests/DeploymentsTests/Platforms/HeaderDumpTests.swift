import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct HeaderDumpTests {
  @Test func readsAResponse() {
    let text = """
      HTTP/1.1 200 OK
      Server: oak
      Content-Security-Policy: img-src a.test; font-src b.test
      Content-Length: 3

      """
    #expect(
      HeaderDump.lines(text) == ["3-3: <response 1 (200)> img-src a.test; font-src b.test"])
    HeaderDump.expectRoundTrips(text)
  }

  @Test func severalHeadersOfAResponseAreOnePage() throws {
    let text = """
      HTTP/2 200
      content-security-policy: img-src a.test, font-src b.test
      via: oak
      content-security-policy-report-only: default-src 'none'
      content-security-policy: media-src c.test
      """
    let found = try #require(
      HeaderDump.read(SourceFile(path: "", bytes: Array(text.utf8))))
    #expect(
      found.policies.map(\.text.collapsed) == [
        "img-src a.test", "font-src b.test", "default-src 'none'", "media-src c.test",
      ])
    #expect(found.pages.map(\.indices) == [[0, 1, 2, 3]])
    #expect(found.policies.map(\.delivery) == [.header, .header, .reportOnly, .header])
    HeaderDump.expectRoundTrips(text)
  }

  @Test func severalResponsesArePagesOfTheirOwn() throws {
    let text = """
      HTTP/1.1 301 Moved
      Content-Security-Policy: img-src a.test
      Location: /b

      HTTP/1.1 200 OK
      Content-Security-Policy: img-src b.test
      HTTP/1.1 200 OK
      Via: oak
      Content-Security-Policy: img-src c.test


      Content-Security-Policy: img-src d.test
      """
    let file = SourceFile(path: "", bytes: Array(text.utf8))
    #expect(HeaderDump.read(file)?.pages.map(\.indices) == [[0], [1], [2], [3]])
    #expect(
      HeaderDump.lines(text) == [
        "2-2: <response 1 (301)> img-src a.test", "6-6: <response 2 (200)> img-src b.test",
        "9-9: <response 3 (200)> img-src c.test", "12-12: img-src d.test",
      ])
    HeaderDump.expectRoundTrips(text)
  }

  @Test func aBodyIsNotRead() {
    let text = """
      HTTP/1.1 200 OK
      Content-Security-Policy: img-src a.test

      <pre>
      Content-Security-Policy: img-src b.test
      </pre>
      """
    #expect(HeaderDump.lines(text) == ["2-2: <response 1 (200)> img-src a.test"])
  }

  @Test(arguments: [" ", "\t", "    \t "]) func foldedLinesGoOn(space: String) {
    let text =
      "Content-Security-Policy: img-src a.test;\n\(space)font-src b.test\n"
      + "\(space)c.test\nVia: oak\n\(space)img-src x.test\n"
    #expect(HeaderDump.lines(text) == ["1-3: img-src a.test; font-src b.test c.test"])
  }

  @Test func linesMayEndInCarriageReturns() {
    let text =
      "HTTP/1.1 200 OK\r\nContent-Security-Policy: img-src a.test;\r\n font-src b.test\r\n\r\n"
      + "Content-Security-Policy: img-src c.test\r\n\r\n"
    #expect(
      HeaderDump.lines(text) == [
        "2-3: <response 1 (200)> img-src a.test; font-src b.test", "5-5: img-src c.test",
      ])
    HeaderDump.expectRoundTrips(text)
  }

  @Test func readsWhatCurlPrints() {
    let text = """
      * Connected to h.test
      > GET / HTTP/2
      > host: h.test
      >
      < HTTP/2 301
      < content-security-policy: img-src a.test
      <
      < HTTP/2 200
      < Content-Security-Policy-Report-Only: font-src b.test
      < content-security-policy: font-src c.test
      <
      { [5 bytes data]
      """
    #expect(
      HeaderDump.lines(text) == [
        "6-6: <response 1 (301)> img-src a.test",
        "9-9: [report-only] <response 2 (200)> font-src b.test",
        "10-10: <response 2 (200)> font-src c.test",
      ])
  }

  @Test(arguments: [
    "CONTENT-SECURITY-POLICY", "content-security-policy", "Content-Security-policy",
  ])
  func namesMayBeInAnyCase(name: String) {
    #expect(HeaderDump.lines("\(name):img-src a.test") == ["1-1: img-src a.test"])
  }

  @Test(arguments: [
    "", "img-src a.test; font-src https://b.test", "HTTP/1.1 200 OK\nVia: oak\n",
    "X-Content-Security-Policy: img-src a.test", "Content-Security-Policy img-src a.test",
  ]) func knowsWhatIsNoDump(text: String) {
    #expect(HeaderDump.lines(text) == nil)
  }

  @Test func aHeaderWithoutAPolicyIsNone() {
    #expect(HeaderDump.lines("Content-Security-Policy:\n") == [])
  }

  @Test func bytesThatAreNoTextDoNoHarm() {
    let bytes =
      Array("Server: ".utf8) + [0xFF, 0x00, 0xFE]
      + Array("\ncontent-security-policy: img-src ".utf8)
      + [0xE9] + Array("; font-src b.test\n".utf8)
    let found = HeaderDump.read(SourceFile(path: "", bytes: bytes))
    #expect(found?.policies.map { $0.policies.policies.map(\.text) } == [["font-src b.test"]])
  }
}
