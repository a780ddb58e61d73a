import Diagnostics
import JSONText
import Testing

@Suite struct JSONNodeTests {
  static func parse(_ text: String, mode: JSONNode.Mode = .strict) throws -> JSONNode {
    try JSONNode(parsing: Array(text.utf8), file: "x.json", mode: mode)
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "-12.50e+3", "1E9", "\"\"", "[]", "{}",
    #"{"a":1,"b":["x",null]}"#, #"[[],{},[1]]"#, #""\"\\\b\f\n\r\t\u0000\u001f/é😀""#,
  ]) func keepsWhatItReads(_ text: String) throws {
    #expect(try Self.parse(" \n\t\r\(text) ").json.compact() == text)
  }

  @Test func readsEscapes() throws {
    let node = try Self.parse(#""\/\u0041\u00e9\ud83d\ude00\uD83D\uDE00""#)
    #expect(try node.string() == "/Aé😀😀")
  }

  @Test func knowsPlaces() throws {
    let node = try Self.parse("{\n  \"é\": 1, \"b\": [\n  true]}")
    let members = try node.object()
    #expect(members[1].keyLine == 2)
    #expect(members[1].keyColumn == 12)
    let element = try members[1].value.array()[0]
    #expect([element.line, element.column, element.offset] == [3, 3, 22])
  }

  @Test(arguments: [
    ("", "x.json:1:1: the text is empty"),
    (" \n ", "x.json:2:2: the text is empty"),
    ("\u{FEFF}{}", "x.json:1:1: a byte order mark"),
    ("{} x", "x.json:1:4: 'x' stands after the end"),
    ("{\"a\":1,\n \"a\":2}", "x.json:2:2: the key \"a\" stands twice"),
    ("{\"a\":1,}", "x.json:1:8: a key in double quotes was expected, not '}'; remove"),
    ("[1,]", "x.json:1:4: a JSON value was expected, not ']'; remove"),
    ("{a:1}", "x.json:1:2: a key in double quotes"),
    ("{\"a\" 1}", "x.json:1:6: a colon"),
    ("{\"a\":1", "x.json:1:7: a comma or } was expected, not the end"),
    ("[1 2]", "x.json:1:4: a comma or ]"),
    ("01", "x.json:1:2: a number must not start"),
    ("1.", "x.json:1:3: a digit was expected"),
    ("-", "x.json:1:2: a digit was expected"),
    ("+1", "x.json:1:1: a JSON value was expected, not '+'"),
    ("tru", "x.json:1:4: \"true\" was expected here, not the end"),
    ("\"a", "x.json:1:1: the string that starts here does not end"),
    ("\"a\nb\"", "x.json:1:1: the string that starts here does not end on its line"),
    ("\"\u{1}\"", "x.json:1:2: a control character (byte 0x01)"),
    (#""\x""#, "x.json:1:2: '\\' followed by 'x'"),
    (#""\u12g4""#, "x.json:1:2: \\u needs four"),
    (#""ab\ud800""#, "x.json:1:4: \\ud800 is half"),
    (#""\ud800\u0041""#, "x.json:1:2: \\ud800 is half"),
    (#""\udc00""#, "x.json:1:2: \\udc00 is half"),
  ]) func refuses(_ text: String, _ message: String) throws {
    let error = #expect(throws: JSONError.self) { try Self.parse(text) }
    #expect(error.map(\.description)?.hasPrefix(message) == true, "\(String(describing: error))")
  }

  @Test func forgivesLoneSurrogatesInStreams() throws {
    #expect(
      try Self.parse(#""a\ud800b\ud800\u0041""#, mode: .lenient).string() == "a\u{FFFD}b\u{FFFD}A")
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF0, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80],
    ] as [[UInt8]]) func refusesWhatIsNoUTF8(_ bytes: [UInt8])
  {
    let error = #expect(throws: JSONError.self) {
      try JSONNode(parsing: [0x22, 0x61] + bytes + [0x22], file: "x")
    }
    #expect(error?.column == 3)
  }

  @Test func limitsDepth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try Self.parse(nested(64)) }
    let error = #expect(throws: JSONError.self) { try Self.parse(nested(65)) }
    #expect(error?.column == 65)
    #expect(throws: JSONError.self) {
      try Self.parse(String(repeating: "[{\"a\":", count: 100_000))
    }
  }

  @Test func findsDuplicatesAmongManyKeys() throws {
    let keys = (0..<5_000).map { "\"k\($0)\":0" }
    #expect(throws: Never.self) { try Self.parse("{\(keys.joined(separator: ","))}") }
    for twin in [0, 11, 12, 13, 4_999] {
      let text = (keys + ["\"k\(twin)\":1"]).joined(separator: ",\n")
      let error = #expect(throws: JSONError.self) { try Self.parse("{\(text)}") }
      #expect(error?.line == 5_001)
      #expect(error?.message.contains("line \(twin + 1)") == true)
    }
  }

  @Test func readsALineOfAStream() throws {
    let bytes = Array("{}\n{\"a\":1}\n".utf8)
    #expect(try JSONNode(parsing: bytes[3..<10], file: "s", line: 2).json == ["a": 1])
    let error = #expect(throws: JSONError.self) {
      try JSONNode(parsing: bytes[3..<9], file: "s", line: 2)
    }
    #expect(error?.subject == "s:2:7")
  }

  @Test func survivesMutations() {
    let text = Array(#"{"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00\n"],"é":{"b":{}}}"#.utf8)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var bytes = text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = .random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(.random(in: 0...255, using: &random), at: place)
        }
      }
      guard let node = try? JSONNode(parsing: bytes, file: "x") else { continue }
      let again = try? JSONNode(parsing: Array(node.json.compact().utf8), file: "x")
      #expect(again?.json == node.json)
    }
  }
}
