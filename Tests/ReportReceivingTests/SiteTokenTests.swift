import ReportReceiving
import Testing

@Suite struct SiteTokenTests {
  @Test func everyTokenIsAnother() throws {
    let tokens = (0..<100).map { _ in SiteToken() }
    #expect(Set(tokens.map(\.text)).count == 100)
    for token in tokens {
      #expect(token.text.utf8.count == 43)
      #expect(SiteToken(token.text)?.hash == token.hash)
      #expect(!token.hash.contains(token.text) && token.hash.count == 64)
    }
  }

  @Test(arguments: [
    "", "short", "0123456789abcde", "0123456789abcdef'", "0123456789abcdef ",
    "0123456789abcdef\u{E9}", String(repeating: "a", count: 129),
  ]) func refusesWhatIsNone(text: String) { #expect(SiteToken(text) == nil) }
}
