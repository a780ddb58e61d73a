import ContentSecurityPolicy
import Deployments
import Testing

@Suite struct PlatformsTests {
  static func platform(_ text: String, path: String = "file") -> String? {
    Platforms.read(SourceFile(path: path, bytes: Array(text.utf8)))?.platform
  }

  @Test func theFirstPlatformThatKnowsAFileReadsIt() {
    #expect(Self.platform("content-security-policy: img-src a.test") == "header-dump")
    #expect(Self.platform("img-src a.test") == "policy-text")
    #expect(Self.platform("") == "policy-text")
  }

  @Test func aBrokenFileOfAPlatformIsNoHeaderValue() {
    #expect(Self.platform("img-src a; server {", path: "nginx.conf") == nil)
    #expect(Self.platform("img-src a; server {", path: "policy") == "policy-text")
    #expect(Self.platform("a_b: c; img-src a; font-src b", path: "policy") == nil)
  }

  @Test func whoFindsAPolicyInATextWithoutANameIsRight() {
    let text = "<meta http-equiv=\"Content-Security-Policy\" content=\"img-src a.test\">"
    #expect(Self.platform(text) == "html-meta")
    #expect(Self.platform("<p>img-src</p>") != "html-meta")
  }

  @Test func aFolderHoldsNoBareHeaderValues() {
    let file = SourceFile(path: "a/b", bytes: Array("img-src a.test".utf8))
    #expect(Platforms.read(file, isNamed: false) == nil)
  }

  @Test func idsAreKebabCaseAndUnique() {
    let ids = Platforms.all.map { $0.id }
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(
        id.utf8.allSatisfy {
          $0 == 0x2D || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
        }, "\(id)")
    }
    // What takes any text must be asked last.
    #expect(ids.last == "policy-text")
  }
}
