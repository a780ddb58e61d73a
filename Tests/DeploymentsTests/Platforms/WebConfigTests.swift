import Testing

@testable import Deployments

@Suite struct WebConfigTests {
  static func file(_ headers: String, around: String = "customHeaders") -> String {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <configuration>
      <system.webServer>
        <httpProtocol>
          <\(around)>
            \(headers)
          </\(around)>
        </httpProtocol>
      </system.webServer>
    </configuration>
    """
  }

  static func header(_ value: String, quote: String = "\"") -> String {
    "<add name=\"Content-Security-Policy\" value=\(quote)\(value)\(quote) />"
  }

  @Test(arguments: [
    (header("img-src 'self'"), ["6-6: img-src 'self'"]),
    (header("img-src &#39;self&#x27; a&amp;b"), ["6-6: img-src 'self' a&b"]),
    (header("img-src &apos;self&apos;", quote: "'"), ["6-6: img-src 'self'"]),
    (header("img-src a;\n    font-src #{Fonts} b"), ["6-7: img-src a; font-src {{Fonts}} b"]),
    (
      "<remove name=\"content-security-policy\"/>"
        + "<add value='img-src a' name='content-security-policy-report-only'></add>",
      ["6-6: [report-only] img-src a"]
    ),
    ("<!-- " + header("img-src a") + " --><clear/>", []),
    (header("img-src a").replacing(" />", with: " xdt:Transform=\"Remove\" />"), []),
    (header("img-src a, font-src b"), ["6-6: img-src a", "6-6: font-src b"]),
  ]) func readsHeaders(headers: String, expected: [String]) {
    let text = Self.file(headers)
    #expect(WebConfig.lines(text, name: "web.config") == expected)
    WebConfig.expectRoundTrips(text, name: "web.config")
    #expect(WebConfig.lines(text.replacing("\n", with: "\r\n"), name: "x.config") == expected)
  }

  @Test func locationsAndTransforms() {
    let text = """
      <configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform">
        <location path="admin" xdt:Locator="Match(path)">
          <system.webServer><httpProtocol><customHeaders xdt:Transform="Replace">
            \(Self.header("img-src a"))
          </customHeaders></httpProtocol></system.webServer>
        </location>
        <location path="old" xdt:Transform="Remove">
          <system.webServer><httpProtocol><customHeaders>
            \(Self.header("img-src b"))
          </customHeaders></httpProtocol></system.webServer>
        </location>
      </configuration>
      """
    #expect(
      WebConfig.lines(text, name: "Web.Release.config")
        == ["4-4: <admin, Release transform> img-src a"])
    WebConfig.expectRoundTrips(text, name: "Web.Release.config")
  }

  @Test func readsOutboundRules() {
    let rules = """
      <rule name="csp">
        <match serverVariable="RESPONSE_Content_Security_Policy" pattern=".*" />
        <action type="Rewrite" value="img-src https://{HTTP_HOST} a" />
      </rule>
      <rule name="other"><match serverVariable="RESPONSE_Server" pattern=".*" />
        <action type="Rewrite" value="img-src b" /></rule>
      """
    let text = Self.file(rules, around: "outboundRules")
    #expect(
      WebConfig.lines(text, name: "web.config")
        == ["8-8: <rule csp> img-src https://{{HTTP_HOST}} a"])
    #expect(WebConfig.expectRoundTrips(text, name: "web.config") == 1)
  }

  @Test func quotesAreKept() {
    let text = Self.file(Self.header("img-src &apos;none&apos;", quote: "'"))
    #expect(
      WebConfig.added("'self'", to: "img-src", in: text, name: "web.config")
        == Self.file(Self.header("img-src &apos;self&apos;", quote: "'")))
    let double = Self.file(Self.header("img-src 'self'"))
    #expect(
      WebConfig.added("https://a.test/?b&c", to: "img-src", in: double, name: "web.config")
        == Self.file(Self.header("img-src 'self' https://a.test/?b&amp;c")))
  }

  @Test func otherFilesAreNone() {
    #expect(WebConfig.lines("<packages/>", name: "packages.config") == nil)
    #expect(WebConfig.lines("<configuration/>", name: "web.config") == [])
    let broken = WebConfig.read(
      SourceFile(path: "web.config", bytes: Array("<configuration>\n<a></b>".utf8)))
    #expect(
      broken?.diagnostics.map(\.message) == [
        "the file is not valid XML: </b> where </a> should be on line 2"
      ])
  }
}
