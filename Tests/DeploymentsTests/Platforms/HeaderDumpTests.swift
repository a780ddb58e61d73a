import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct HeaderDumpTests {
  /// Each response as `first-last: policies`, report-only ones in brackets.
  static func read(_ text: String) -> [String]? {
    HeaderDump.read(Array(text.utf8))?.map { found in
      let policies = found.policies.policies.map {
        $0.delivery == .reportOnly ? "[\($0.text)]" : $0.text
      }
      return "\(found.lineStart)-\(found.lineEnd): \(policies.joined(separator: " | "))"
    }
  }

  @Test func readsAResponse() throws {
    let text = """
      HTTP/1.1 200 OK
      Server: oak
      Content-Security-Policy: img-src a.test; font-src b.test
      Content-Length: 3

      """
    #expect(Self.read(text) == ["3-3: img-src a.test; font-src b.test"])
    let found = try #require(HeaderDump.read(Array(text.utf8))?.first)
    #expect(found.platform == "header-dump")
    #expect(found.policies.policies.map(\.delivery) == [.header])
  }

  @Test func severalHeadersOfAResponseAreOneList() {
    let text = """
      HTTP/2 200
      content-security-policy: img-src a.test, font-src b.test
      via: oak
      content-security-policy-report-only: default-src 'none'
      content-security-policy: media-src c.test
      """
    #expect(
      Self.read(text)
        == ["2-5: img-src a.test | font-src b.test | [default-src 'none'] | media-src c.test"])
  }

  @Test func severalResponsesAreListsOfTheirOwn() {
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
    #expect(
      Self.read(text) == [
        "2-2: img-src a.test", "6-6: img-src b.test", "9-9: img-src c.test",
        "12-12: img-src d.test",
      ])
  }

  @Test(arguments: [" ", "\t", "    \t "]) func foldedLinesGoOn(space: String) {
    let text =
      "Content-Security-Policy: img-src a.test;\n\(space)font-src b.test\n"
      + "\(space)c.test\nVia: oak\n\(space)img-src x.test\n"
    #expect(Self.read(text) == ["1-3: img-src a.test; font-src b.test c.test"])
  }

  @Test func linesMayEndInCarriageReturns() {
    let text =
      "HTTP/1.1 200 OK\r\nContent-Security-Policy: img-src a.test;\r\n font-src b.test\r\n\r\n"
      + "Content-Security-Policy: img-src c.test\r\n\r\n"
    #expect(Self.read(text) == ["2-3: img-src a.test; font-src b.test", "5-5: img-src c.test"])
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
      Self.read(text) == ["6-6: img-src a.test", "9-10: [font-src b.test] | font-src c.test"])
  }

  @Test(arguments: [
    "CONTENT-SECURITY-POLICY", "content-security-policy", "Content-Security-policy",
  ])
  func namesMayBeInAnyCase(name: String) {
    #expect(Self.read("\(name):img-src a.test") == ["1-1: img-src a.test"])
  }

  @Test(arguments: [
    "", "img-src a.test; font-src https://b.test", "HTTP/1.1 200 OK\nVia: oak\n",
    "X-Content-Security-Policy: img-src a.test", "Content-Security-Policy img-src a.test",
  ]) func knowsWhatIsNoDump(text: String) {
    #expect(Self.read(text) == nil)
  }

  @Test func aHeaderWithoutAPolicyIsAPageUnderNone() throws {
    let found = try #require(HeaderDump.read(Array("Content-Security-Policy:\n".utf8)))
    #expect(found.count == 1)
    #expect(found.first?.policies.policies.isEmpty == true)
  }

  @Test func bytesThatAreNoTextDoNoHarm() {
    let bytes =
      Array("Server: ".utf8) + [0xFF, 0x00, 0xFE]
      + Array("\ncontent-security-policy: img-src ".utf8)
      + [0xE9] + Array("; font-src b.test\n".utf8)
    let found = HeaderDump.read(bytes)
    #expect(found?.map { $0.policies.policies.map(\.text) } == [["font-src b.test"]])
  }
}
