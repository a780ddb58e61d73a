import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct SpellingTests {
  @Test func quotesAreEscapedOrRefused() {
    let text = QuotedText(escaped: "\"", forbidden: "$")
    #expect(text.written("a\"b") == Array("a\\\"b".utf8))
    #expect(text.written("a$b") == nil)
    #expect(text.addition("a") == Array(" a".utf8))
  }

  @Test func spellingsAreAlikeWhenTheyWriteTheSame() {
    #expect(QuotedText(escaped: "\"").isAlike(QuotedText(escaped: "\"", forbidden: "\n")))
    #expect(!QuotedText(escaped: "\"").isAlike(QuotedText(escaped: "'")))
    #expect(!QuotedText().isAlike(HAProxyText()))
    let code = Array("a'b'".utf8)
    var text = MappedText()
    text.append(of: code, in: 0..<1, QuotedText())
    text.append(of: code, in: 2..<3, QuotedText(escaped: "'"))
    #expect(text.spelling(of: 0..<1) != nil)
    #expect(text.spelling(of: 0..<2) == nil)
  }

  @Test func anElementClosesAndOpens() {
    let element = ListElement(inside: QuotedText(escaped: "'"), quote: "'")
    #expect(element.addition("'self'") == Array("', '\\'self\\'".utf8))
    #expect(element.written("a") == Array("a".utf8))
  }

  /// Directives whose sources are elements of lists, as platforms of program code have them.
  @Test func listsAreEditedElementByElement() throws {
    let code = Array("script-src: ['a', NONCE], img-src: [\"'none'\"]".utf8)
    let single = ListElement(inside: QuotedText(escaped: "'"), quote: "'")
    let double = ListElement(inside: QuotedText(escaped: "\""), quote: "\"")
    var text = MappedText()
    text.append(unwritten: "script-src ")
    text.append(of: code, in: 14..<15, single)
    text.append(unwritten: " ")
    text.append(runTime: "NONCE", for: 18..<23, nil)
    text.append(unwritten: "; img-src ")
    text.append(of: code, in: 37..<43, double)
    let policy = DeployedPolicy(text, delivery: .header)
    let file = SourceFile(path: "", bytes: code)
    let patch = PolicyPatch(policy, of: file)
    #expect(policy.text.collapsed == "script-src a {{NONCE}}; img-src 'none'")
    let edits = try patch.edits(adding: ["b", "c"], to: "img-src")
    #expect(
      String(decoding: FileEdit.apply(edits, to: code) ?? [], as: UTF8.self)
        == "script-src: ['a', NONCE], img-src: [\"b\", \"c\"]")
    // Behind a name nothing is known to be writable.
    #expect(throws: Refusal.self) { try patch.edits(adding: ["b"], to: "script-src") }
  }
}
