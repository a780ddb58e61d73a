import ContentSecurityPolicy
import Testing

@Suite struct SourceExpressionTests {
  @Test func readsHosts() {
    let source = SourceExpression("HTTPS://*.A.example:8443/Path?x")
    guard case .host(let host) = source.kind else {
      Issue.record("no host")
      return
    }
    #expect(host.scheme == "https")
    #expect(host.isWildcard && !host.isAny)
    #expect(host.host == "a.example")
    #expect(host.port == .number(8443))
    #expect(host.path == "/Path")
    #expect(!source.isLegal)
  }

  @Test(arguments: [
    "'self'", "'none'", "'NONCE-abc+/=='", "'sha256-AAAA'", "https:", "*", "*:*", "*.a.io",
    "a.io", "a.io.", "a.io:*", "a.io/p", "wss://a.io:443/", "'Unsafe-Inline'", "x-y.z:", "a:",
  ])
  func legal(_ token: String) { #expect(SourceExpression(token).isLegal) }

  @Test(arguments: [
    "", "'", "'self", "''", "'nonce-'", "'nonce-a b'", "'sha256-?'", "*w.a.io", "a.*", "a.*.b",
    "[::1]", "a..b", ".a", "a:b", "https://", "a_b.io", "a.io?x", "a.io/p#f", "a.io/%zz",
    "{{x}}", "https:/a", "a.io:99999",
  ])
  func illegal(_ token: String) { #expect(!SourceExpression(token).isLegal) }

  @Test(arguments: [
    ("https://*.a.io", "https://b.a.io", true), ("https://*.a.io", "https://a.io", false),
    ("https://*.a.io", "https://*.b.a.io", true), ("http://a.io", "https://a.io", true),
    ("https://a.io", "http://a.io", false), ("a.io:*", "a.io", true), ("a.io", "a.io:*", false),
    ("*", "https:", true), ("https:", "*", false), ("*", "data:", false), ("https:", "a.io", true),
    ("https:", "wss://a.io", false), ("wss:", "wss://a.io", true), ("ws:", "wss:", true),
    ("a.io/p/", "a.io/p/q", true), ("a.io/p", "a.io/p/", false), ("a.io/", "a.io", true),
    ("'self'", "https://site.example", true), ("'self'", "wss://site.example", true),
    ("'unsafe-eval'", "'wasm-unsafe-eval'", true), ("'nonce-a'", "'nonce-b'", false),
  ])
  func covers(_ mine: String, _ theirs: String, _ expected: Bool) {
    let answer = SourceExpression(mine).covers(
      SourceExpression(theirs), directive: "connect-src", origin: .example)
    #expect(answer == expected)
  }
}
