import JSONText
import Testing

@Suite struct JSONTests {
  @Test func writesOnOneLine() {
    let json: JSON = ["a": 1, "b": ["x", nil, true, ["c": []]], "a b": [:]]
    #expect(json.compact() == #"{"a":1,"b":["x",null,true,{"c":[]}],"a b":{}}"#)
    var bytes = Array("> ".utf8)
    json.write(compactTo: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "> " + json.compact())
  }

  @Test func escapesOnlyWhatMustBe() {
    let text = "\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}é😀\u{2028}"
    #expect(
      JSON.string(text).compact()
        == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}é😀\u{2028}\"")
  }

  @Test func writesTheCanonicalForm() {
    let json: JSON = [
      "id": "x", "list": ["a", 1, nil], "empty": [], "none": [:],
      "nested": [["a": 1, "b": false], ["c": []]],
    ]
    #expect(
      json.canonical() == """
        {
          "id": "x",
          "list": ["a", 1, null],
          "empty": [],
          "none": {},
          "nested": [
            {"a": 1, "b": false},
            {
              "c": []
            }
          ]
        }

        """)
    #expect(JSON.string("x").canonical() == "\"x\"\n")
    #expect(JSON.array([1, 2]).canonical() == "[1, 2]\n")
  }

  @Test(arguments: [(108, 1), (109, 3)]) func breaksLinesAtTheWidth(_ count: Int, _ lines: Int) {
    // `  "k": ["` + text + `"]` + the comma that may follow is 120 wide with 108 letters.
    let json: JSON = ["k": [.string(String(repeating: "é", count: count))], "z": [[]]]
    let written = json.canonical().split(separator: "\n")
    #expect(written.count == 5 + lines)
    #expect(written.filter { $0.contains("é") }.allSatisfy { $0.count <= 120 })
  }

  @Test func canonicalIsAFixedPoint() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let json = Self.random(depth: 4, &random)
      let once = json.canonicalBytes()
      let again = try JSONNode(parsing: once, file: "x").json
      #expect(again == json)
      #expect(again.canonicalBytes() == once)
      #expect(try JSONNode(parsing: Array(json.compact().utf8), file: "x").json == json)
    }
  }

  @Test func givesParts() {
    let json: JSON = ["a": ["x", 2]]
    #expect(json["a"]?[0]?.string == "x")
    #expect(json["a"]?[1] == .int(2))
    #expect(json["b"] == nil && json[0] == nil && json["a"]?[2] == nil && json.string == nil)
    #expect(JSON(nil as String?) == .null && JSON("x" as String?) == "x")
    #expect(JSON(nil as Int?) == .null && JSON(3 as Int?) == 3)
    #expect(JSON.strings(["a"]) == ["a"])
  }

  static func random(depth: Int, _ random: inout SystemRandomNumberGenerator) -> JSON {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2: .int(.random(in: -1_000_000...1_000_000, using: &random))
    case 3: .number("-1.5e-7")
    case 4: .string(text(&random))
    case 5: .array((0..<Int.random(in: 0...4)).map { _ in Self.random(depth: depth - 1, &random) })
    default:
      .object(
        (0..<Int.random(in: 0...4)).map {
          .init("\($0)" + text(&random), Self.random(depth: depth - 1, &random))
        })
    }
  }

  static func text(_ random: inout SystemRandomNumberGenerator) -> String {
    let scalars: [Unicode.Scalar] = ["a", "b", " ", "\"", "\\", "\n", "\u{0}", "é", "😀", "\u{301}"]
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      text.append(scalars.randomElement(using: &random) ?? "x")
    }
    return String(text)
  }
}
