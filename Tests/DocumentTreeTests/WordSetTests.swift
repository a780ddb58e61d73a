import Testing

@testable import DocumentTree

@Suite struct WordSetTests {
  static let words: WordSet = [
    "a", "to", "the", "frame-ancestors", "fenced-frame-src", "upgrade-insecure-requests", "über",
  ]

  @Test(arguments: [
    "a", "A", "to", "THE", "frame-ancestors", "Fenced-Frame-Src", "Upgrade-Insecure-Requests",
    "über",
  ]) func holds(word: String) {
    #expect(WordSetTests.words.contains(word))
  }

  @Test(arguments: [
    "", "b", "th", "then", "frame-ancestor", "frame-ancestorss", "upgrade-insecure-request", "uber",
    "\u{0}a", "a\u{0}",
  ]) func holdsNothingElse(word: String) {
    #expect(!WordSetTests.words.contains(word))
  }

  @Test func givesItsOwnSpelling() {
    var word = "FRAME-Ancestors"
    #expect(word.withUTF8 { WordSetTests.words.word($0) } == "frame-ancestors")
  }
}
