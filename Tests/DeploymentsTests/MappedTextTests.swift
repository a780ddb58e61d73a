import Testing

@testable import Deployments

@Suite struct MappedTextTests {
  static let file = Array("ab\\u0041cd${X}ef".utf8)

  static var text: MappedText {
    var text = MappedText()
    text.append(of: file, in: 0..<2, QuotedText())
    text.append([0x41], escapedAs: 2..<8, QuotedText())
    text.append(of: file, in: 8..<10, QuotedText())
    text.append(runTime: "X y;,", for: 10..<14, QuotedText())
    text.append(unwritten: "; ")
    text.append(of: file, in: 14..<16, QuotedText())
    return text
  }

  @Test func knowsWhereEachByteStands() {
    let text = Self.text
    #expect(String(decoding: text.bytes, as: UTF8.self) == "abAcd{{Xy__}}; ef")
    #expect(text.source(at: 1) == 1..<2)
    #expect(text.source(at: 2) == 2..<8)
    #expect(text.source(at: 3) == 8..<9)
    #expect(text.source(at: 7) == 10..<14)
    #expect(text.source(at: 13) == nil)
    #expect(text.source(of: 1..<4) == 1..<9)
    #expect(text.extent == 0..<16)
    #expect(text.unresolved == ["X y;,"])
  }

  @Test func partsKeepTheirPlaces() {
    let part = Self.text[1..<4]
    #expect(String(decoding: part.bytes, as: UTF8.self) == "bAc")
    #expect(part.source(of: 0..<3) == 1..<9)
    #expect(part.unresolved.isEmpty)
    #expect(Self.text[4..<17].unresolved == ["X y;,"])
  }

  @Test func whiteSpaceCollapses() {
    let bytes = Array(" a\r\n\tb ".utf8)
    #expect(MappedText(of: bytes, in: 0..<bytes.count, QuotedText()).collapsed == "a b")
  }

  /// A header in text that stands in a JSON string: two layers of quotes.
  @Test func editsGoThroughTheTextsAround() throws {
    let outer =
      #"{"x": "Content-Security-Policy: default-src \u0027none\u0027; img-src \"a\"\nVia: b"}"#
    let json = try JSONSource(SourceFile(path: "", bytes: Array(outer.utf8)))
    let text = try #require(json.root["x"]?.text)
    let inner = SourceFile(path: "", bytes: text.bytes)
    var policy = try #require(HeaderDump.read(inner)?.policies.first)
    policy.enclosing = [text]
    let file = SourceFile(path: "", bytes: Array(outer.utf8))
    func patched(_ directive: String) throws -> String {
      let edits = try PolicyPatch(policy, of: file).edits(adding: ["https://n.test"], to: directive)
      return String(decoding: FileEdit.apply(edits, to: file.bytes) ?? [], as: UTF8.self)
    }
    #expect(
      try patched("img-src").hasSuffix(#"img-src \"a\" https://n.test\nVia: b"}"#))
    #expect(try patched("default-src").contains(#"default-src https://n.test; img-src"#))
    #expect(
      try patched("font-src").hasSuffix(#"img-src \"a\"; font-src https://n.test\nVia: b"}"#))
    #expect(PolicyLines(file).lines(of: policy) == 1...1)
  }
}
