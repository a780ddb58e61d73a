import DocumentTree
import Testing
import VendorRequirements

@testable import Extraction

@Suite struct InternationalHostTests {
  @Test(arguments: [
    ("https://bücher.example", "https://xn--bcher-kva.example"),
    ("*.Bücher.example", "*.xn--bcher-kva.example"),
    ("wss://faß.de:8443/weg", "wss://xn--fa-hia.de:8443/weg"),
    ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
    ("https://a.example/größe", "https://a.example/gr%C3%B6%C3%9Fe"),
    ("https://例え.jp/*", "https://xn--r8jz45g.jp/*"),
    ("https://API.example", "https://API.example"),
  ]) func isPunycode(source: String, expected: String) {
    #expect(InternationalHost.ascii(source: source) == expected)
  }

  @Test(arguments: ["https://‘self’", "https://a\u{200E}b.example", "hé://x.example", "ü..example"])
  func refusesWhatIsNoName(source: String) {
    #expect(InternationalHost.ascii(source: source) == nil)
  }

  /// One host in two spellings is one requirement.
  @Test func isReadFromADocument() {
    let text = """
      Add these to your policy:

          connect-src https://api.bücher-werk.de https://api.xn--bcher-werk-9db.de;
          img-src *.bücher-werk.de
      """
    let document = Document.parse(bytes: Array(text.utf8), mediaType: .plainText, path: "")
    let profile = Extractor.extract(document).profiles.first?.profile
    #expect(
      profile?.requirements(of: "connect-src").map(\.source) == [
        "https://api.xn--bcher-werk-9db.de"
      ])
    #expect(
      profile?.requirements(of: "img-src").map(\.source) == ["*.xn--bcher-werk-9db.de"])
    #expect(profile?.requirements(of: "img-src").first?.site == "xn--bcher-werk-9db.de")
  }
}
