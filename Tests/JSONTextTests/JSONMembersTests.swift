import Diagnostics
import JSONText
import Testing

@Suite struct JSONMembersTests {
  enum Color: String, CaseIterable { case red, green }

  static let node = try? JSONNode(
    parsing: Array(
      #"{"s":"x","i":-3,"b":true,"a":["x","y"],"n":null,"f":1.5,"m":["x",1]}"#.utf8),
    file: "f")

  @Test func readsByKey() throws {
    let members = try #require(Self.node).members()
    #expect(try members.string("s") == "x")
    #expect(try members.optionalString("s") == "x")
    #expect(try members.optionalString("n") == nil)
    #expect(try members.optionalString("missing") == nil)
    #expect(try members.int("i") == -3)
    #expect(try members.optionalInt("i") == -3)
    #expect(try members.optionalInt("n") == nil)
    #expect(try members.bool("b"))
    #expect(try members.optionalBool("b") == true)
    #expect(try members.optionalBool("missing") == nil)
    #expect(try members.array("a").count == 2)
    #expect(try members.strings("a") == ["x", "y"])
    #expect(try members.optionalStrings("n") == nil)
    #expect(try members.optionalStrings("a") == ["x", "y"])
    #expect(members.has("n") && !members.has("missing"))
    #expect(members.optional("n") == nil && members["n"]?.isNull == true)
    #expect(members.node.kind == "an object")
  }

  @Test func namesTheKeyAndThePlace() throws {
    let members = try #require(Self.node).members()
    func error(_ body: () throws -> Void) -> String? {
      #expect(throws: JSONError.self, performing: body)?.description
    }
    #expect(error { _ = try members.string("i") } == "f:1:14: \"i\" must be a string, not a number")
    #expect(error { _ = try members.int("f") }?.contains("fits 64 bits, not 1.5") == true)
    #expect(error { _ = try members.int("s") }?.contains("a whole number, not a string") == true)
    #expect(error { _ = try members.bool("n") }?.contains("true or false, not null") == true)
    #expect(error { _ = try members.array("s") }?.contains("must be an array") == true)
    #expect(error { _ = try members.strings("m") }?.contains("\"m\"[1] must be a string") == true)
    #expect(
      error { _ = try members.value("q") } == "f:1:1: the key \"q\" is missing in this object")
    #expect(error { _ = try members.optionalStrings("s") } != nil)
    #expect(error { _ = try members.value("s").object() }?.contains("must be an object") == true)
  }

  @Test func refusesUnknownAndMissingKeys() throws {
    let node = try JSONNode(parsing: Array("{\"a\":1,\n \"c\":2}".utf8), file: "f")
    let unknown = #expect(throws: JSONError.self) { try node.members(allowing: ["a", "b"]) }
    #expect(unknown?.description == "f:2:2: unknown key \"c\"; known here: \"a\", \"b\"")
    #expect(unknown?.exitCode == .usage)
    let missing = #expect(throws: JSONError.self) { try node.members(required: ["b"]) }
    #expect(missing?.message == "the key \"b\" is missing in this object")
    #expect(throws: Never.self) { try node.members(required: ["a"]) }
  }

  @Test func readsChoices() throws {
    let node = try JSONNode(parsing: Array("[\"red\",\"blue\"]".utf8), file: "f").array()
    #expect(try node[0].choice(Color.self) == .red)
    let error = #expect(throws: JSONError.self) { try node[1].choice(Color.self, "\"color\"") }
    #expect(
      error?.description == "f:1:8: \"color\" must be one of \"red\", \"green\", not \"blue\"")
  }
}
