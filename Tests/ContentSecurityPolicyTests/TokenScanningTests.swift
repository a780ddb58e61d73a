import Testing

@testable import ContentSecurityPolicy

@Suite struct TokenScanningTests {
  /// Bytes in which those that matter are frequent.
  private static func samples() -> [[UInt8]] {
    var generator = Generator(seed: 21)
    let bytes: [UInt8] = [
      0x2E, 0x2E, 0x2D, 0x2F, 0x30, 0x39, 0x3A, 0x41, 0x5A, 0x61, 0x7A, 0x5F, 0x40, 0x5B, 0x60,
      0x7B,
      0x3B, 0x2C, 0x20, 0x7E, 0x7F, 0x80, 0xAE, 0xBB, 0xE1, 0xFF, 0x00, 0x0E, 0x61, 0x62, 0x63,
    ]
    return (0..<20_000).map { round in
      let mixed = round % 3 == 0 ? bytes : Array("abcXYZ019-.....".utf8) + [0x2F]
      return (0..<Int(generator.next() % 30)).map { _ in generator.pick(mixed) }
    }
  }

  @Test func tokensEndWhereTheirBytesSay() {
    for bytes in Self.samples() {
      let expected = bytes.firstIndex { !(0x21...0x7E).contains($0) || $0 == 0x3B || $0 == 0x2C }
      #expect(bytes.span.endOfToken(from: 0) == expected ?? bytes.count, "\(bytes)")
    }
  }

  @Test(arguments: [
    ("'unsafe-hashes'", true), ("'UNSAFE-Hashes'", true), ("'unsafe-hashez'", false),
    ("\u{7}unsafe-hashes'", false), ("'unsafe\rhashes'", false), ("'unsafe-hashes' ", false),
  ])
  func wordsAreComparedWithoutCase(_ text: String, _ expected: Bool) {
    let bytes = Array(text.utf8)
    #expect(ASCII.equals(bytes.span, 0..<bytes.count, "'unsafe-hashes'") == expected)
  }
}
