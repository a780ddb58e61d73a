import DocumentTree
import Testing
import ThreadTime

@Suite struct HostileInputTests {
  struct Input: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var isReadable: Bool
    var make: @Sendable () -> String
  }

  static let inputs: [Input] = [
    Input(testDescription: "100,000 nested div", isReadable: false) {
      String(repeating: "<div>", count: 100_000) + "x"
    },
    Input(testDescription: "20,000 nested i and as many b ends", isReadable: false) {
      String(repeating: "<i>", count: 20_000) + "x" + String(repeating: "</b>", count: 20_000)
    },
    Input(testDescription: "20,000 attributes in a tag", isReadable: false) {
      "<p " + (0..<20_000).map { "a\($0)=1 " }.joined() + ">x</p>"
    },
    Input(testDescription: "an attribute of 3 MB", isReadable: false) {
      "<p title=\"" + String(repeating: "a", count: 3_000_000) + "\">x</p>"
    },
    Input(testDescription: "16 MB of text", isReadable: false) {
      String(repeating: "a", count: 16_000_000)
    },
    Input(testDescription: "an open script of 3 MB", isReadable: true) {
      "<p>x</p><script>" + String(repeating: "a", count: 3_000_000)
    },
    Input(testDescription: "50,000 p", isReadable: true) {
      String(repeating: "<p>a", count: 50_000)
    },
    Input(testDescription: "300,000 character references", isReadable: true) {
      "<p>" + String(repeating: "&amp;", count: 300_000)
    },
    Input(testDescription: "an entity bomb", isReadable: true) {
      "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><p>x &b;</p>"
    },
    Input(testDescription: "a NUL byte", isReadable: false) { "<p>a\0b</p>" },
    Input(testDescription: "nothing", isReadable: false) { "" },
    Input(testDescription: "no text", isReadable: false) { "<html><body><div id=app></div>" },
    Input(testDescription: "200,000 elements that HTML does not know", isReadable: true) {
      "<p>x</p><svg>" + String(repeating: "<path d=\"M\"/>", count: 200_000)
    },
    Input(testDescription: "one huge comment", isReadable: true) {
      "<p>x</p><!--" + String(repeating: "-", count: 3_000_000)
    },
    Input(testDescription: "a million brackets", isReadable: true) {
      "<p>x</p>" + String(repeating: "<", count: 1_000_000)
    },
  ]

  @Test(arguments: inputs)
  func `hostile pages take bounded time and say why they are not read`(input: Input) {
    let bytes = Array(input.make().utf8)
    var document = Document(mediaType: .html)
    let time = threadSeconds { document = Document.parse(bytes: bytes, mediaType: .html) }
    #expect(document.isReadable == input.isReadable)
    #expect(document.isReadable || !document.diagnostics.isEmpty)
    #expect(time < 8, "a debug build; 2 s in release")
  }

  @Test func `encodings are decided, not guessed by the parser`() {
    func text(_ bytes: [UInt8], _ charset: String? = nil) -> String? {
      Document.parse(bytes: bytes, mediaType: .html, charset: charset).blocks.first?.text
    }
    #expect(text(Array("<p>caf\u{E9}</p>".utf8)) == "caf\u{E9}")
    #expect(text([60, 112, 62, 99, 97, 102, 0xE9]) == "caf\u{E9}")
    #expect(text([60, 112, 62, 0x93, 97, 0x94]) == "\u{201C}a\u{201D}")
    #expect(text([0xEF, 0xBB, 0xBF] + Array("<p>a</p>".utf8)) == "a")
    #expect(
      text([0xFF, 0xFE] + "<p>\u{E9}</p>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        == "\u{E9}")
    #expect(text([60, 112, 62, 0x83, 0x65], "shift_jis") == "\u{30C6}")
    #expect(text(Array("<p>a</p>".utf8), "no-such-charset") == "a")
  }
}
