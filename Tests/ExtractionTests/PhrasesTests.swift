import Testing

@testable import Extraction

@Suite struct PhrasesTests {
  static let phrases: Phrases = [" add ", " adds ", " is on ", "allowlist", "許可", " a b c "]

  @Test(arguments: [" add ", " we add x ", "an allowlisted ", "で許可する", "x is on y", " a b a b c "])
  func stand(text: String) {
    #expect(PhrasesTests.phrases.stand(in: text))
  }

  @Test(arguments: ["", " ", " ad", " added ", "add ", " is onto ", "allowlis", " a b d ", "許す"])
  func standNowhere(text: String) {
    #expect(!PhrasesTests.phrases.stand(in: text))
  }

  @Test func beginATextAtItsFirstByteOnly() {
    #expect(PhrasesTests.phrases.begin(" add x") && PhrasesTests.phrases.begin("許可する"))
    for text in ["", " a", "x add ", " added ", "no allowlist"] {
      #expect(!PhrasesTests.phrases.begin(text))
    }
  }

  @Test(arguments: [
    ("One. Two. Three", ["One", "Two", "Three"]), ("a.b. c", ["a.b", "c"]), (". x. ", ["x"]),
    ("no end", ["no end"]), ("", []), ("e.g.. y", ["e.g.", "y"]),
  ]) func cutsSentences(text: String, expected: [String]) {
    #expect(text.sentences.map(String.init) == expected)
    #expect(
      String(text[text.lastSentenceStart...]) == (text.hasSuffix(". ") ? "" : expected.last ?? ""))
  }
}
