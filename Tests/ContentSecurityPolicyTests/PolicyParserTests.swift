import ContentSecurityPolicy
import Testing

@Suite struct PolicyParserTests {
  @Test func keepsTokensWithTheirOffsets() {
    let list = PolicyList(parsing: " IMG-src  'Self'\tHTTPS://A.example/P ;;script-src *, font-src")
    #expect(list.policies.count == 2)
    let image = list.policies[0].directives[0]
    #expect(image.name == "img-src")
    #expect(image.offset == 1)
    #expect(image.sources.map(\.token) == ["'Self'", "HTTPS://A.example/P"])
    #expect(image.sources.map(\.offset) == [10, 17])
    #expect(list.policies[0].text == "img-src 'Self' HTTPS://A.example/P; script-src *")
    #expect(list.policies[1].directive("FONT-SRC")?.sources.isEmpty == true)
  }

  @Test(arguments: [
    ("img-src a; IMG-SRC b", "duplicate-directive", 11),
    ("img-src a\u{B}b", "forbidden-character", 9),
    ("default-src ‘self’; img-src a", "forbidden-character", 12),
    ("x a; x b", "duplicate-directive", 5),
  ])
  func saysWhatBrowsersSkip(_ text: String, _ rule: String, _ offset: Int) throws {
    let policy = try #require(PolicyList(parsing: text).policies.first)
    #expect(policy.diagnostics.map(\.rule) == [rule])
    #expect(policy.diagnostics.first?.offset == offset)
  }

  @Test(arguments: [[], [0x2C, 0x2C], [0x3B], [0xFF, 0x00], Array("  , ;".utf8)] as [[UInt8]])
  func takesAnyBytes(_ bytes: [UInt8]) {
    #expect(PolicyList(parsing: bytes).policies.allSatisfy { $0.directives.isEmpty })
  }

  @Test func commasDoNotSplitMeta() {
    let list = PolicyList(parsing: "img-src a.io, img-src b.io", delivery: .meta)
    #expect(list.policies.count == 1)
  }

  @Test func valuesThatAreNoListsAreKept() throws {
    let policy = try #require(PolicyList(parsing: "report-uri  /a  /b; sandbox").policies.first)
    #expect(policy.directive("report-uri")?.tokens == ["/a", "/b"])
    #expect(policy.directive("report-uri")?.value == "/a  /b")
    #expect(policy.text == "report-uri /a /b; sandbox")
  }

  @Test func hundredThousandDirectivesAreRead() {
    let text = (0..<100_000).map { "x\($0) a" }.joined(separator: ";")
    #expect(PolicyList(parsing: text).policies[0].directives.count == 100_000)
  }
}
