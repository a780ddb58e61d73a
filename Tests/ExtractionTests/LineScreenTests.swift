import DocumentTree
import Testing

@testable import Extraction

@Suite struct LineScreenTests {
  @Test(arguments: [
    "You can change this at any time.", "Third-party cookies, e-mail and so on: see below",
    "What is it? It's a widget, don't worry!", "Über uns — “Hilfe”", "The CSP of a site",
  ]) func passesRunningText(text: String) {
    #expect(LineScreen.isPlain(Line(text: text, number: 1)))
  }

  @Test(arguments: [
    "script-src", "Add data: and blob: to it", "https://cdn.wombat.io", "see wombat.io",
    "scriptSrc",
    "CSP_IMG_SRC", "'self'", "use ‘self’", "unsafe-inline", "strict-dynamic", "a; b", "and so on …",
    "and so on ...", "*.wombat.io", "inline-speculation-rules", "navigate-to", "base-uri", "--", "",
    "yourstyle-src", "пример.рф", "wss://{region}.wombat.io", "report-to", "Form-Action",
  ]) func readsWhatMayMatter(text: String) {
    #expect(!LineScreen.isPlain(Line(text: text, number: 1)))
  }

  @Test func readsInlineCode() {
    let line = Line(text: "use none", number: 1, spans: [.init(mark: .code, range: 4..<8)])
    #expect(!LineScreen.isPlain(line))
  }

  /// A line that passes has no word that means anything, whatever it is made of.
  @Test func neverPassesWhatMeansSomething() {
    let pieces = [
      "script", "Src", "-src", "img", "-", "_", ".", ":", " ", " ", "/", "//", "'", "’", "‘", "*",
      "self",
      "none", "data", "blob", "https", "wss", "wombat", "io", "com", "unsafe", "-inline", "-eval",
      "form", "-action", "base", "-uri", "frame", "-ancestors", "report", "-to", "sandbox", "nonce",
      "strict", "-dynamic", "…", ",", ";", "(", ")", "\"", "é", "S", "the", "CSP", "2", "{", "}",
      "<",
      ">", "[", "]", "@", "!", "?", "$", "%", "\\", "trusted", "-types", "inline", "-speculation",
      "-rules",
    ]
    var state: UInt64 = 3
    for _ in 0..<60_000 {
      var text = "so "
      for _ in 0..<(1 + state % 6) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      let line = Line(text: text, number: 1)
      guard LineScreen.isPlain(line) else { continue }
      let words = Lexer.words(of: line, isCode: false)
      let isPlain = words.allSatisfy(\.isOther)
      #expect(isPlain, "\(text)")
      #expect(LineReading(words).kind == .running, "\(text)")
    }
  }
}
