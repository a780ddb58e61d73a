import ContentSecurityPolicy
import Testing

@Suite struct PolicyListSubsumesTests {
  @Test(arguments: [
    ("img-src *", "img-src a.io", true), ("img-src a.io", "img-src *", false),
    ("img-src a.io", "script-src a.io", false), ("script-src *", "default-src a.io", true),
    ("default-src a.io", "img-src a.io", false),
    ("img-src b.a.io", "img-src *.a.io, img-src b.a.io", true),
    ("img-src a.io:8080", "img-src a.io:*, img-src http://*:8080 https://*:8080", true),
    ("script-src 'nonce-x'", "script-src 'nonce-y'", true),
    ("script-src 'self'", "script-src 'nonce-y'", false),
    (
      "script-src 'unsafe-inline'",
      "script-src 'sha256-gISV27egVKD/69zfFNpMYTAFJc18SRkAgqcGt4XeK6k='", false
    ),
    ("script-src 'sha256-AAAA' 'nonce-x'", "script-src 'sha256-AAAA'", true),
    ("script-src 'unsafe-eval'", "script-src 'wasm-unsafe-eval'", true),
    ("script-src 'wasm-unsafe-eval'", "script-src 'unsafe-eval'", false),
    ("style-src 'unsafe-inline'", "style-src 'self' 'unsafe-inline'", false),
    ("frame-ancestors 'none'", "default-src 'none'", false),
    ("", "default-src 'none'", true), ("default-src 'none'", "", false),
    ("default-src 'none'", "default-src 'none'", true),
  ])
  func subsumes(_ outer: String, _ inner: String, _ expected: Bool) {
    #expect(PolicyList(parsing: outer).subsumes(PolicyList(parsing: inner)) == expected)
  }

  @Test func reportOnlyAllowsAll() {
    let watching = PolicyList(parsing: "img-src 'none'", delivery: .reportOnly)
    #expect(watching.subsumes(PolicyList(parsing: "")))
  }
}
