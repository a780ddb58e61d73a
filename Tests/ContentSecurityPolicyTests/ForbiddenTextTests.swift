import Testing

@testable import ContentSecurityPolicy

@Suite struct ForbiddenTextTests {
  @Test(arguments: [
    ("script-src ‘self’ a.example", "a typographic quote", "script-src 'self' a.example"),
    ("script-src “self”", "a typographic quote", "script-src 'self'"),
    ("script-src\u{A0}'self'", "a no-break or typographic space", "script-src 'self'"),
    ("script-src a.exa\u{200B}mple", "an invisible character", "script-src a.example"),
    ("script–src 'self'", "a typographic dash", "script-src 'self'"),
  ]) func knowsWhatWasMeant(text: String, name: String, repaired: String) throws {
    let found = try #require(PolicyList(parsing: text).policies.first?.diagnostics.first)
    #expect(found.rule == "forbidden-character")
    #expect(found.message == "Browsers skip the whole directive: it holds \(name).")
    #expect(found.suggestion == repaired)
    // What is suggested is read as it stands.
    #expect(PolicyList(parsing: repaired).policies.first?.diagnostics.isEmpty == true)
  }

  @Test func readsWindows1252() throws {
    let bytes = Array("img-src ".utf8) + [0x91] + Array("self".utf8) + [0x92]
    #expect(ForbiddenText(bytes[...], at: 8).repaired == "img-src 'self'")
  }

  @Test(arguments: ["img-src bücher.example", "img-src \u{1}a", "img-src 木.example ‘self’"])
  func suggestsNothingWhereItCannotKnow(text: String) throws {
    let found = try #require(PolicyList(parsing: text).policies.first?.diagnostics.first)
    #expect(found.suggestion == nil && found.message.hasSuffix("not printable ASCII."))
  }

  @Test func passesOverWhatNobodyWrote() {
    let bytes = Array(("img-src " + String(repeating: "a ", count: 10_000) + "‘self’").utf8)
    #expect(ForbiddenText(bytes[...], at: bytes.count - 8).repaired == nil)
  }
}
