import Testing

@testable import Deployments

@Suite struct DataFormatTests {
  @Test(arguments: [
    (DataFormat.yaml, "https://a.test", "", "https://a.test"),
    (.yaml, "*.a.test", "", "'*.a.test'"),
    (.yaml, "data:", "", "'data:'"), (.yaml, "'self'", "'", "'''self'''"),
    (.yaml, "a", "\"", "\"a\""), (.yaml, "none", "", "'none'"), (.yaml, "a#b", "", "'a#b'"),
    (.toml, "a", "'", "'a'"), (.toml, "'self'", "'", "\"'self'\""),
    (.json, "a\"b", "", "\"a\\\"b\""),
    (.yaml, "8080", "", "'8080'"), (.yaml, "true", "", "'true'"),
  ]) func literalsReadBack(format: DataFormat, text: String, quote: String, expected: String) {
    #expect(format.literal(text, like: quote).map { ASCIIText.string($0) } == expected)
  }

  @Test func noLiteralHoldsLineEnds() {
    #expect(DataFormat.json.literal("a\nb", like: "\"") == nil)
  }
}
