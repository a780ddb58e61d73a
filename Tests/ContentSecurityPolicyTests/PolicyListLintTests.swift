import ContentSecurityPolicy
import Testing

@Suite struct PolicyListLintTests {
  @Test(arguments: [
    ("script-src 'unsfe-inline'", "unknown-keyword 11 'unsafe-inline'"),
    ("script-src self", "unquoted-keyword 11 'self'"),
    ("script-src sha384-AAAA", "unquoted-keyword 11 'sha384-AAAA'"),
    ("img-src HTTPS//a.io/p", "scheme-without-colon 8 https://a.io/p"),
    ("img-src https/p", ""),
    (
      "img-src htps://a.io wsss://b.io app://c.io",
      "misspelt-scheme 8 https://a.io,misspelt-scheme 20 wss://b.io"
    ),
    ("script-src a.io img-src b.io", "missing-semicolon 16 ; img-src"),
    ("defualt-src 'self'", "misspelt-directive 0 default-src"),
    ("img-src a; img-src b", "duplicate-directive 11 -"),
    ("img-src 'none' a.io", "none-with-others 8 -"),
    ("frame-ancestors a.io/p", "path-in-frame-ancestors 16 -"),
    ("img-src *.a.io", "wildcard-without-host 8 a.io"),
    ("connect-src a.io", "no-websocket 12 wss://a.io"),
    ("img-src [::1]", "address-literal 8 -"),
    ("img-src a.io/p?q", "query-in-source 8 a.io/p"),
    ("plugin-types a/b", "removed-directive 0 -"),
    ("script-src https://cdnjs.cloudflare.com", "bypass-host 11 -"),
    ("script-src https:", "over-broad-source 11 -"),
    ("script-src 'unsafe-inline'", "unsafe-inline 11 -"),
    ("script-src 'nonce-a' 'unsafe-inline'", "void-unsafe-inline 21 -"),
    ("script-src 'strict-dynamic' a.io", "void-beside-strict-dynamic 28 -"),
    ("img-src 'self'; default-src 'none'", ""),
  ])
  func finds(_ policy: String, _ expected: String) {
    let found = PolicyList(parsing: policy).lint().map {
      "\($0.rule) \($0.offset) \($0.suggestion ?? "-")"
    }
    #expect(found.joined(separator: ",") == expected)
  }

  @Test func metaIgnoresSomeDirectives() {
    let found = PolicyList(parsing: "frame-ancestors 'none'", delivery: .meta).lint()
    #expect(found.map(\.rule) == ["ignored-in-meta"])
  }
}
