import Testing

@testable import ContentSecurityPolicy

@Suite struct PunycodeDecodingTests {
  static func text(_ label: String) -> String? {
    Punycode.unicode(of: label).map {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: $0)
      return String(text)
    }
  }

  /// The last two are examples of RFC 3492, 7.1.
  @Test(arguments: [
    ("xn--mnchen-3ya", "münchen"), ("xn--80ak6aa92e", "аррӏе"), ("acorn", "acorn"),
    ("xn--ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"), ("xn--d9juau41awczczp", "そのスピードで"),
  ]) func decodes(label: String, letters: String) { #expect(Self.text(label) == letters) }

  @Test(arguments: ["xn--", "xn--\u{7F}", "xn--a-\u{E9}", "xn--99999999999", "xn--a_b"])
  func refusesWhatIsNotWellFormed(label: String) { #expect(Self.text(label) == nil) }

  @Test func reversesEncoding() {
    var random = Generator(seed: 3492)
    let letters = Array("abz09-éßжλ他ツ😀".unicodeScalars)
    for _ in 0..<2_000 {
      var label = (0..<Int.random(in: 1...12, using: &random)).map { _ in random.pick(letters) }
      label.append("é")
      #expect(Punycode.unicode(of: "xn--" + Punycode.encode(label)) == label)
    }
  }
}
