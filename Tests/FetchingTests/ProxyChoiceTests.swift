import Testing

@testable import Fetching

@Suite struct ProxyChoiceTests {
  @Test(
    arguments: [
      ("https://a.example/", ["https_proxy": "http://p:1"], "http://p:1"),
      ("https://a.example/", ["HTTPS_PROXY": "http://p:1"], "http://p:1"),
      ("https://a.example/", ["http_proxy": "http://p:1"], nil),
      ("http://a.example/", ["http_proxy": "http://p:1"], "http://p:1"),
      ("http://a.example/", ["HTTP_PROXY": "http://p:1"], nil),
      ("https://a.example/", ["all_proxy": "http://p:1"], "http://p:1"),
      ("https://a.example/", ["https_proxy": "http://p:1", "no_proxy": "*"], nil),
      ("https://a.example/", ["https_proxy": "http://p:1", "no_proxy": "x, .Example"], nil),
      ("https://a.example/", ["https_proxy": "http://p:1", "no_proxy": "a.example"], nil),
      (
        "https://ba.example/", ["https_proxy": "http://p:1", "no_proxy": "a.example"], "http://p:1"
      ),
      ("https://a.example/", ["https_proxy": "http://p:1", "NO_PROXY": "b.example"], "http://p:1"),
      ("https://a.example/", ["https_proxy": ""], nil), ("https://a.example/", [:], nil),
    ] as [(String, [String: String], String?)])
  func chooses(url: String, environment: [String: String], proxy: String?) throws {
    #expect(ProxyChoice.proxy(for: try TargetURL(url)) { environment[$0] } == proxy)
  }
}
