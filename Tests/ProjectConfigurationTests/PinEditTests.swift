import ProjectConfiguration
import Testing

@Suite struct PinEditTests {
  @Test func movesEveryPinAndKeepsTheRest() throws {
    let text = """
      {"defaults": {"uses": {"lumen":1}},
        "policies" : [ {"name":"a","path":"lumen","uses":{ "harbor": 1, "lumen" : 12 }},
          {"name": "b", "path": "p", "uses": "auto"}, {"name": "c", "path": "q"} ] }
      """
    let moved = try PinEdit.moving("lumen", to: 103, in: Array(text.utf8), file: "c")
    #expect(
      String(decoding: moved, as: UTF8.self)
        == text.replacing("\"lumen\":1", with: "\"lumen\":103")
        .replacing("\"lumen\" : 12", with: "\"lumen\" : 103"))
    #expect(try PinEdit.moving("other", to: 2, in: Array(text.utf8), file: "c") == Array(text.utf8))
  }
}
