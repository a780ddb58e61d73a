import Testing

@testable import Reporting

@Suite struct StyleTests {
  @Test func coloursOnlyWhereTold() {
    #expect(Style(isColored: true).red("a") == "\u{1B}[31ma\u{1B}[0m")
    #expect(Style(isColored: true).bold("a") == "\u{1B}[1ma\u{1B}[0m")
    #expect(Style(isColored: true).green("") == "")
    for dress in [Style.red, Style.green, Style.yellow, Style.dim, Style.bold] {
      #expect(dress(Style(isColored: false))("a") == "a")
      #expect(dress(Style(isColored: true))("a") != "a")
    }
  }

  @Test(arguments: [
    ("plain text 1!", "plain text 1!"), ("", ""), ("Grüße, 世界 🙂", "Grüße, 世界 🙂"),
    ("a\u{1B}[31mb", "a[31mb"), ("a\tb\nc\rd\u{7F}e", "abcde"), ("\u{85}\u{9B}a", "a"),
    ("user\u{202E}txt.exe", "usertxt.exe"), ("\u{2066}a\u{2069}\u{200F}b", "ab"),
    ("a\u{200B}\u{FEFF}b\u{AD}", "ab"), ("a\u{2028}b\u{2029}c", "abc"), ("a\u{0}b", "ab"),
    ("a\u{E0061}b", "ab"), ("e\u{301}", "e\u{301}"),
  ]) func printableStripsWhatATerminalObeys(text: String, printed: String) {
    #expect(text.printable.unicodeScalars.elementsEqual(printed.unicodeScalars))
    #expect(Samples.isHarmless(text.printable))
    #expect(text.printable.printable == text.printable)
  }

  @Test func noCharacterOfTheFirstPlanesDoesHarm() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value), scalar != "\n" else { continue }
      #expect(Samples.isHarmless("x\(Character(scalar))y".printable), "\(value)")
    }
    #expect("a\nb".printable == "ab")
  }

  @Test func padsToAWidth() {
    #expect("ab".padded(4) == "ab  ")
    #expect("ab".padded(1) == "ab")
    #expect("ab".leftPadded(4) == "  ab")
    #expect("ab".leftPadded(2) == "ab")
  }

  @Test(arguments: [(0, "0 policies"), (1, "1 policy"), (2, "2 policies")])
  func countsWithANounThatAgrees(count: Int, text: String) {
    #expect(count.counted("policy", "policies") == text)
  }

  @Test func pluralsEndInSUnlessTold() {
    #expect(2.counted("vendor") == "2 vendors")
    #expect(1.counted("vendor") == "1 vendor")
  }
}
