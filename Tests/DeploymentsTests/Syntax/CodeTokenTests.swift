import Testing

@testable import Deployments

@Suite struct CodeTokenTests {
  /// Digits that are missing are not taken from what follows, so that text can be written there.
  @Test(arguments: [
    ("\\u0041b", "A", 6), ("\\u41 b", "A", 4), ("\\u; b", "\u{FFFD}", 2), ("\\u", "\u{FFFD}", 2),
    ("\\x41b", "A", 4), ("\\x4 b", "\u{4}", 3), ("\\u{1F600}b", "\u{1F600}", 9),
    ("\\u{}b", "\u{FFFD}", 4), ("\\u{41", "\u{FFFD}", 2), ("\\+", "+", 2), ("\\", "\\", 1),
  ]) func escapesEndWithTheirDigits(text: String, meant: String, end: Int) {
    let bytes = Array(text.utf8)
    let escape = CodeText.escape(bytes, 0, bytes.count, .javaScript)
    #expect(ASCIIText.string(escape.text) == meant)
    #expect(escape.end == end)
  }

  @Test func csharpTakesUpToFourDigits() {
    let bytes = Array("\\x0041b".utf8)
    #expect(CodeText.escape(bytes, 0, bytes.count, .csharp).end == 6)
    #expect(CodeText.escape(bytes, 0, bytes.count, .javaScript).end == 4)
  }
}
