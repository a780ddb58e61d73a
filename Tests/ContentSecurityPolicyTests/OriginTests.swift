import Testing

@testable import ContentSecurityPolicy

@Suite struct OriginTests {
  @Test(arguments: [
    "https://www.shop.example/", "http://a-b.c1.example", "https://h.example/p?q#f",
    "https://-a.b", "https://a.b1/", "https://a.b/x y", "https://a.b/\u{7F}", "https://a.b?x",
    "https://a.b#x", "https://a.b:443/", "https://a.b:8443/", "https://a.b./", "https://a..b/",
    "https://1.2.3.4/", "https://a.0x1/", "https://a.1/", "https://xn--bcher-kva.example/",
    "https://a--b.example/", "https://u@a.b/", "https://a.b\\c", "https://localhost/",
    "https://A.b/", "https:///a.b/", "https://", "https://a_b.c/", "https://bücher.example/",
    "httpsx://a.b/", "http:/a.b", " https://a.b/", "ftp://a.b/",
  ])
  func readsTheOriginOfAURL(text: String) {
    let url = RequestURL(text)
    let isNetwork = url.map { $0.schemeKind.isNetwork && !$0.host.isEmpty } ?? false
    let expected =
      isNetwork ? url.map { Origin(scheme: $0.scheme, host: $0.host, port: $0.port) } : nil
    let origin = Origin(text)
    #expect((origin == nil) == (url == nil), "\(text)")
    if let expected { #expect(origin == expected, "\(text)") }
  }
}
