import Testing

@testable import ContentSecurityPolicy

@Suite struct TokenScanningTests {
  @Test(arguments: [
    ("'unsafe-hashes'", true), ("'UNSAFE-Hashes'", true), ("'unsafe-hashez'", false),
    ("\u{7}unsafe-hashes'", false), ("'unsafe\rhashes'", false), ("'unsafe-hashes' ", false),
  ])
  func wordsAreComparedWithoutCase(_ text: String, _ expected: Bool) {
    let bytes = Array(text.utf8)
    #expect(ASCII.equals(bytes.span, 0..<bytes.count, "'unsafe-hashes'") == expected)
  }
}
