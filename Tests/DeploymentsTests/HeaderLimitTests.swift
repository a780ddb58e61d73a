import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct HeaderLimitTests {
  @Test func platformsHaveTheirOwn() throws {
    #expect(HeaderLimit.of("netlify-headers")?.bytes == 2_000)
    #expect(HeaderLimit.of("haproxy")?.bytes == 16_384)
    #expect(HeaderLimit.of("nginx")?.bytes == 8_192)
    #expect(HeaderLimit.of("html-meta") == nil)
  }

  @Test(arguments: [
    (1_000, 1_100, nil), (1_000, 1_801, "near the limit of 2000"),
    (1_000, 2_001, "over the limit of 2000"), (2_500, 2_501, "further over the limit of 2000"),
    (1_900, 1_900, nil),
  ])
  func warnsBeforeAndBehindTheLimit(_ before: Int, _ after: Int, _ words: String?) throws {
    let limit = try #require(HeaderLimit.of("netlify-headers"))
    let warning = limit.warning(size: after, before: before)
    #expect((warning == nil) == (words == nil))
    #expect(warning?.contains(words ?? "") ?? true)
  }

  /// Proxies hold all headers together; a line of `_headers` is cut by itself.
  @Test func policiesAreCountedTogetherOrApart() throws {
    func file(_ name: String, _ text: String) throws -> [DeployedPolicy] {
      try #require(Platforms.read(SourceFile(path: name, bytes: Array(text.utf8)))).policies
    }
    let name = "Content-Security-Policy: ".utf8.count
    let lines = try file(
      "_headers",
      "/*\n  Content-Security-Policy: img-src a.test\n/x\n  Content-Security-Policy: img-src *\n")
    #expect(try #require(HeaderLimit.of("netlify-headers")).size(of: lines) == name + 14)
    #expect(try #require(HeaderLimit.of("nginx")).size(of: lines) == 2 * name + 14 + 9)
  }
}
