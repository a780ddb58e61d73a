import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct PolicyTextTests {
  static func read(_ text: String) throws -> [DeployedPolicy] {
    try #require(PolicyText.read(Array(text.utf8)))
  }

  @Test func readsAHeaderValue() throws {
    let found = try #require(Self.read("img-src a.test; font-src b.test, media-src c.test").first)
    #expect(found.platform == "policy-text")
    #expect(
      found.policies.policies.map(\.text) == [
        "img-src a.test; font-src b.test", "media-src c.test",
      ])
    #expect(found.policies.policies.allSatisfy { $0.delivery == .header })
    #expect(found.lineStart == 1 && found.lineEnd == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\n\t", "\r\n  "]) func lineEndsAreWhiteSpace(end: String) throws
  {
    let text = "img-src" + end + "a.test;" + end + "font-src b.test" + end
    let found = try #require(Self.read(text).first)
    #expect(found.policies.policies.map(\.text) == ["img-src a.test; font-src b.test"])
    #expect(found.lineStart == 1 && found.lineEnd == 3)
  }

  @Test func knowsItsLines() throws {
    let found = try #require(Self.read("\n \n  img-src a.test;\nfont-src b.test\n\n\n").first)
    #expect(found.lineStart == 3)
    #expect(found.lineEnd == 4)
  }

  @Test(arguments: ["", " ", "\n\n", "\r\n \t\n"]) func anEmptyFileHoldsNone(text: String) throws {
    #expect(try Self.read(text).isEmpty)
  }
}
