import ContentSecurityPolicy
import Testing

@Suite struct RequestURLTests {
  @Test(arguments: [
    ("https://A.example:443/a/../b?q#f", "https://a.example/b"),
    ("x://Host/a b/%2e%2E/c", "x://host/c"), ("x:////host", "x:/.//host"),
    ("x:/a/./b  #f", "x:/a/b"),
    ("mailto:a  ?q", "mailto:a"), ("x:\u{1}é", "x:%01%C3%A9"),
    ("file:///etc/hostname", "file:///etc/hostname"),
    ("file:x", "file:///x"), ("file://Host/x", "file://host/x"), ("x://h", "x://h"),
  ])
  func hasATextThatReadsTheSame(_ text: String, _ expected: String) throws {
    let url = try #require(RequestURL(text))
    #expect(url.text == expected)
    #expect(RequestURL(url.text) == url)
  }

  @Test(arguments: ["x://b.example   #f", "x://a b/", "x://h:port/", "https:///", "https://a b/"])
  func refusesWhatIsNoURL(_ text: String) {
    #expect(RequestURL(text) == nil)
  }
}
