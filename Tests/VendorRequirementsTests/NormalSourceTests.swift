import Testing
import VendorRequirements

@Suite struct NormalSourceTests {
  @Test(arguments: [
    ("https://A.Acorn.test", "https://a.acorn.test"),
    ("HTTPS://a.acorn.test", "https://a.acorn.test"),
    ("https://a.acorn.test:443", "https://a.acorn.test"),
    ("https://a.acorn.test:443/", "https://a.acorn.test"),
    ("wss://a.acorn.test:443", "wss://a.acorn.test"),
    ("http://a.acorn.test:80", "http://a.acorn.test"),
    ("ws://a.acorn.test:80/", "ws://a.acorn.test"),
    ("a.acorn.test/", "a.acorn.test"),
    ("https://A.test/Path/", "https://a.test/Path/"),
    ("HTTPS:", "https:"), ("WSS:", "wss:"), ("*", "*"), ("*.A.test", "*.a.test"),
    ("'Unsafe-Inline'", "'unsafe-inline'"), ("'SELF'", "'self'"),
    ("'NONCE-aBc'", "'nonce-aBc'"), ("'SHA256-AbC='", "'sha256-AbC='"),
    ("https://{region}.A.test", "https://{region}.a.test"), ("", ""),
  ]) func normalises(source: String, normal: String) {
    #expect(source.normalSource == normal)
    #expect(normal.normalSource == normal)
  }

  @Test(arguments: [
    ("a.acorn.test", "https://a.acorn.test"), ("https://a.test", "wss://a.test"),
    ("https://a.test", "http://a.test"), ("https://a.test/x", "https://a.test/X"),
    ("https://a.test/x", "https://a.test/x/"), ("https://a.test", "https://a.test:8443"),
    ("a.test", "a.test:443"), ("http://a.test", "http://a.test:443"),
    ("https://a.test:80", "https://a.test"), ("https://a.test:*", "https://a.test"),
    ("'nonce-a'", "'nonce-A'"), ("'sha256-a'", "'sha256-A'"), ("'sha256-a'", "'sha384-a'"),
    ("*.a.test", "a.test"), ("https:", "wss:"),
  ]) func keepsApart(one: String, other: String) {
    #expect(one.normalSource != other.normalSource)
  }
}
