import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct PolicyTextTests {
  @Test func readsAHeaderValue() {
    #expect(
      PolicyText.lines("img-src a.test; font-src b.test, media-src c.test")
        == ["1-1: img-src a.test; font-src b.test", "1-1: media-src c.test"])
  }

  @Test(arguments: ["\n", "\r\n", "\n\t", "\r\n  "]) func lineEndsAreWhiteSpace(end: String) {
    let text = "img-src" + end + "a.test;" + end + "font-src b.test" + end
    #expect(PolicyText.lines(text)?.first?.hasSuffix(": img-src a.test; font-src b.test") == true)
    PolicyText.expectRoundTrips(text)
  }

  @Test(arguments: ["", " ", "\n\n", "\r\n \t\n", ";"]) func anEmptyFileHoldsNone(text: String) {
    #expect(PolicyText.lines(text) == [])
  }

  @Test func aByteOrderMarkIsNoPartOfIt() {
    #expect(PolicyText.lines("\u{FEFF}img-src a.test") == ["1-1: img-src a.test"])
  }

  @Test(arguments: [
    ("img-src a.test", "img-src", "img-src a.test https://new.test"),
    ("img-src a.test;", "img-src", "img-src a.test https://new.test;"),
    ("img-src 'none'; font-src b.test", "img-src", "img-src https://new.test; font-src b.test"),
    ("img-src 'NONE'", "img-src", "img-src https://new.test"),
    ("img-src; font-src b.test", "img-src", "img-src https://new.test; font-src b.test"),
    ("IMG-SRC a.test ; x", "img-src", "IMG-SRC a.test https://new.test ; x"),
    ("img-src a; img-src b", "img-src", "img-src a https://new.test; img-src b"),
    ("default-src a.test", "img-src", "default-src a.test; img-src a.test https://new.test"),
    ("default-src 'none';", "img-src", "default-src 'none'; img-src https://new.test;"),
    ("default-src a;font-src b", "img-src", "default-src a;font-src b;img-src a https://new.test"),
    (
      "default-src a;\n  font-src b\n", "img-src",
      "default-src a;\n  font-src b;\n  img-src a https://new.test\n"
    ),
    (
      "default-src a;\n  font-src b;\n", "img-src",
      "default-src a;\n  font-src b;\n  img-src a https://new.test;\n"
    ),
    (
      "default-src a; script-src b 'nonce-x'", "worker-src",
      "default-src a; script-src b 'nonce-x'; worker-src b 'nonce-x' https://new.test"
    ),
    ("img-src https://new.test", "img-src", "img-src https://new.test"),
    ("img-src HTTPS://new.test", "img-src", "img-src HTTPS://new.test"),
  ]) func addsASource(text: String, directive: String, expected: String) {
    #expect(PolicyText.added("https://new.test", to: directive, in: text) == expected)
    PolicyText.expectRoundTrips(text)
  }

  @Test func onlyTheAskedPolicyChanges() {
    let text = "default-src a, default-src b; img-src c"
    #expect(
      PolicyText.added("https://new.test", to: "img-src", policy: 0, in: text)
        == "default-src a; img-src a https://new.test, default-src b; img-src c")
    #expect(
      PolicyText.added("https://new.test", to: "img-src", policy: 1, in: text)
        == "default-src a, default-src b; img-src c https://new.test")
  }

  @Test(arguments: [
    ("script-src 'strict-dynamic' 'nonce-x'", "script-src", "https://new.test"),
    ("script-src 'nonce-x'", "script-src", "'unsafe-inline'"),
    ("style-src 'sha256-abc'", "style-src", "'unsafe-inline'"),
    ("font-src a.test", "img-src", "https://new.test"),
    ("default-src a.test", "frame-ancestors", "https://new.test"),
  ]) func refusesWhatWouldDoNothing(text: String, directive: String, source: String) {
    #expect(PolicyText.added(source, to: directive, in: text).hasPrefix("refused: "))
  }

  @Test func aRefusalHasTheTextToPaste() {
    let file = SourceFile(path: "p", bytes: Array("script-src 'self' 'nonce-x'".utf8))
    let patch = PolicyPatch(
      PolicyText.read(file)?.policies[0] ?? .init(.init(), delivery: .header), of: file)
    #expect(throws: Refusal.self) {
      try patch.edits(adding: ["'unsafe-inline'"], to: "script-src")
    }
    do {
      _ = try patch.edits(adding: ["'unsafe-inline'"], to: "script-src")
    } catch {
      #expect(error.paste == "script-src 'self' 'nonce-x' 'unsafe-inline'")
    }
  }
}
