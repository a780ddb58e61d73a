import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct MagentoWhitelistTests {
  static func file(_ policies: String) -> String {
    """
    <?xml version="1.0"?>
    <csp_whitelist xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <policies>
    \(policies)
      </policies>
    </csp_whitelist>
    """
  }

  static let policies = """
        <policy id="img-src">
          <values>
            <value id="a" type="host">*.a.test</value>
            <!-- <value id="b" type="host">b.test</value> -->
            <value id="c" type="host"><![CDATA[c.test]]></value>
          </values>
        </policy>
        <policy id="script-src"><values><value id="h" type="hash" algorithm="sha384">ab+/=</value></values></policy>
        <policy id="style-src">
          <values>
            <!-- none yet -->
          </values>
        </policy>
        <policy id="font-src"/>
        <policy id="media-src"><values/></policy>
    """

  @Test func readsHostsAndHashes() {
    #expect(
      MagentoWhitelist.lines(Self.file(Self.policies), name: "csp_whitelist.xml")
        == ["4-11: (fragment) img-src *.a.test c.test; script-src 'sha384-ab+/='"])
    #expect(MagentoWhitelist.lines(Self.file(Self.policies), name: "other.xml")?.count == 1)
    #expect(MagentoWhitelist.lines("<config/>", name: "config.xml") == nil)
    #expect(MagentoWhitelist.lines(Self.file(""), name: "csp_whitelist.xml") == [])
    let policy = MagentoWhitelist.read(
      SourceFile(path: "csp_whitelist.xml", bytes: Array(Self.file(Self.policies).utf8)))?
      .policies.first
    #expect(policy?.isStatic == false)
    #expect(policy?.isFragment == true)
  }

  @Test func roundTrips() {
    let text = Self.file(Self.policies)
    #expect(MagentoWhitelist.expectRoundTrips(text, name: "csp_whitelist.xml") == 5)
    let windows = text.replacing("\n", with: "\r\n")
    #expect(MagentoWhitelist.expectRoundTrips(windows, name: "csp_whitelist.xml") == 5)
  }

  static func added(_ source: String, _ directive: String) -> String {
    MagentoWhitelist.added(
      source, to: directive, in: file(policies), name: "csp_whitelist.xml")
  }

  static func edited(_ old: String, _ new: String) -> String {
    file(policies.replacing(old, with: new))
  }

  @Test func writesValuesWhereTheyBelong() {
    let last = "<value id=\"c\" type=\"host\"><![CDATA[c.test]]></value>"
    #expect(
      Self.added("https://c.test", "img-src")
        == Self.edited(
          last, last + "\n        <value id=\"c-test\" type=\"host\">https://c.test</value>"))
    #expect(
      Self.added("https://a/?x=1&y=2", "img-src").contains(
        "<value id=\"a-x-1-y-2\" type=\"host\">https://a/?x=1&amp;y=2</value>\n      </values>"))
    #expect(
      Self.added("'sha256-QUI='", "script-src").contains(
        "ab+/=</value><value id=\"qui\" type=\"hash\" algorithm=\"sha256\">QUI=</value></values>"))
    #expect(
      Self.added("a.test", "style-src")
        == Self.edited(
          "<!-- none yet -->",
          "<!-- none yet -->\n        <value id=\"a-test\" type=\"host\">a.test</value>"))
    #expect(
      Self.added("a.test", "font-src")
        == Self.edited(
          "<policy id=\"font-src\"/>",
          """
          <policy id="font-src">
                <values>
                  <value id="a-test" type="host">a.test</value>
                </values>
              </policy>
          """))
    #expect(
      Self.added("a.test", "connect-src")
        == Self.edited(
          "<policy id=\"media-src\"><values/></policy>",
          """
          <policy id="media-src"><values/></policy>
              <policy id="connect-src">
                <values>
                  <value id="a-test" type="host">a.test</value>
                </values>
              </policy>
          """))
    #expect(
      Self.added("'unsafe-inline'", "img-src")
        == "refused: csp_whitelist.xml takes hosts and hashes; 'unsafe-inline' is set in "
        + "etc/config.xml")
  }

  /// What is no name, or no source, must not read as several of them.
  @Test func separatorsInPartsDoNoHarm() {
    func value(_ host: String) -> String {
      "<values><value id=\"a\" type=\"host\">\(host)</value></values></policy>"
    }
    let name = "csp_whitelist.xml"
    let names = Self.file(
      "<policy id=\"script,src\">\(value("a.test"))<policy id=\"img-src;\"><values/></policy>"
        + "<policy id=\"font-src\">\(value("b.test"))")
    #expect(
      MagentoWhitelist.lines(names, name: name)?.map { $0.suffix(15) } == ["font-src b.test"])
    MagentoWhitelist.expectRoundTrips(names, name: name)
    let hosts = Self.file("<policy id=\"img-src\">\(value("a.test, b.test"))")
    #expect(
      MagentoWhitelist.added("c.test", to: "img-src", in: hosts, name: name).hasPrefix(
        "refused: a comma"))
    let hash = Self.file(
      "<policy id=\"script-src\"><values>"
        + "<value id=\"h\" type=\"hash\" algorithm=\"sha;\">QUI=</value></values></policy>")
    #expect(
      MagentoWhitelist.added("c.test", to: "script-src", in: hash, name: name).hasPrefix(
        "refused: "))
  }

  @Test func namesAreEscaped() {
    let text = Self.file("<policy id=\"font-src\"><values/></policy>" + Self.policies)
    #expect(
      MagentoWhitelist.added("b.test", to: "a\"<&", in: text, name: "csp_whitelist.xml").contains(
        "<policy id=\"a&quot;&lt;&amp;\">"))
  }

  @Test func idsAreUnique() {
    let text = Self.file(
      "    <policy id=\"img-src\"><values><value id=\"b-test\" type=\"host\">x.test</value></values></policy>"
    )
    #expect(
      MagentoWhitelist.added("b.test", to: "img-src", in: text, name: "csp_whitelist.xml")
        .contains("<value id=\"b-test-2\" type=\"host\">b.test</value>"))
  }

  @Test func whatOnlyAddsIsHeldAgainstItsOwnLists() throws {
    let file = SourceFile(
      path: "csp_whitelist.xml", bytes: Array(Self.file(Self.policies).utf8))
    let content = try #require(MagentoWhitelist.read(file))
    #expect(content.pages.first?.list.policies.first?.governing("connect-src") != nil)
    #expect(content.policies.first?.basis(of: "connect-src") == .nothing)
  }
}
