import Testing

@testable import Website

@Suite struct SitePathTests {
  @Test func namesStayReadable() {
    #expect(SitePath.vendor("userpilot").text == "vendors/userpilot.html")
    #expect(SitePath.version("userpilot", 2).text == "vendors/userpilot/2.html")
    #expect(SitePath.change(of: "a", from: 1, to: 3, page: 1).text == "vendors/a/1-3~p2.html")
    #expect(SitePath.host("*.a.test").text == "hosts/~.a.test.html")
    #expect(SitePath.host("a.test").root == "../")
    #expect(SitePath.version("a", 1).root == "../../")
    #expect(SitePath.home.root == "")
  }

  static let odd = [
    "", ".", "..", "../../etc/passwd", "/etc", "a/b", "a\\b", "a b", "A.test", "a.test", "~.a.test",
    "*.a.test", "-.a.test", "a?b", "a#b", "a%2e", "index", "~69ndex", "é.test", "a\u{0}b", "con",
    "*", "<script>", "\"", "*.*.a.test", String(repeating: "a", count: 400),
    String(repeating: "a", count: 401), String(repeating: "*", count: 200),
  ]

  @Test func everyNameIsSafeAndItsOwn() {
    var seen: [String: String] = [:]
    for name in Self.odd {
      let part = SitePath.part(name)
      #expect(part.utf8.count <= 200 && !part.isEmpty && part != "index")
      #expect(!part.hasPrefix("."), "\(name)")
      #expect(
        part.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "-._~".utf8.contains($0)
        }, "\(part)")
      #expect(seen.updateValue(name, forKey: part) == nil, "\(name) and \(seen[part] ?? "")")
    }
  }
}
