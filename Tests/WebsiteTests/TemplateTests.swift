import Testing

@testable import Website

@Suite struct TemplateTests {
  static func filled(_ text: String, _ fields: Fields = [:]) throws -> String {
    var filled = ""
    try Template(text).write(fields, to: &filled)
    return filled
  }

  @Test func valuesAreEscapedUnlessTheyAreMarkup() throws {
    let fields: Fields = [
      "text": "<a b='c'>&\n\"", "number": 7, "part": "abc".prefix(2), "letters": "é",
    ]
    #expect(try Self.filled("[{{text}}]", fields) == "[&lt;a b=&#39;c&#39;&gt;&amp;\n&quot;]")
    #expect(try Self.filled("[{{{text}}}]", fields) == "[<a b='c'>&\n\"]")
    #expect(try Self.filled("{{number}}{{part}}{{letters}}{{nothing}}.", fields) == "7abé.")
    #expect(try Self.filled("{ { }} {x} }", fields) == "{ { }} {x} }")
  }

  @Test(arguments: [
    ("yes", "[x]"), ("no", "[]"), ("text", "[x]"), ("empty", "[x]"), ("zero", "[x]"),
    ("list", "[xx]"), ("none", "[]"), ("missing", "[]"),
  ]) func sectionsAreThereForWhatHolds(name: String, expected: String) throws {
    let fields: Fields = [
      "yes": true, "no": false, "text": "a", "empty": "", "zero": 0, "list": ["a", "b"],
      "none": [String](),
    ]
    #expect(try Self.filled("[{{#\(name)}}x{{/\(name)}}]", fields) == expected)
    let isThere = expected != "[]"
    #expect(try Self.filled("[{{^\(name)}}x{{/\(name)}}]", fields) == (isThere ? "[]" : "[x]"))
  }

  @Test func namesOfAnElementComeFirst() throws {
    let fields: Fields = [
      "name": "outer", "only": "here",
      "rows": [["name": "a", "inner": [["name": "i"]] as [Fields]], [:]] as [Fields],
      "words": ["<", "b"],
    ]
    let text = "{{#rows}}({{name}} {{only}}{{#inner}} {{name}}{{/inner}}){{/rows}}{{name}}"
    #expect(try Self.filled(text, fields) == "(a here i)(outer here)outer")
    #expect(try Self.filled("{{#words}}{{.}},{{/words}}", fields) == "&lt;,b,")
  }

  @Test func aTagAloneOnItsLineLeavesNoLine() throws {
    let text =
      "a\n{{#list}}\n  {{.}}\n  {{/list}} \nb {{#list}}\nc{{/list}}\n{{^list}}\nd\n{{/list}}"
    #expect(try Self.filled(text, ["list": ["1", "2"]]) == "a\n  1\n  2\nb \nc\nc\n")
    #expect(try Self.filled(text) == "a\nb \nd\n")
    #expect(try Self.filled("{{#x}}\ny\n{{/x}}\n{{value}}\n", ["x": 1, "value": ""]) == "y\n\n")
  }

  @Test(arguments: [
    ("a\n{{#b}}", 2, "has no end"), ("{{/b}}", 1, "ends nothing"),
    ("\n\n{{#a}}{{/b}}", 3, "ends nothing"),
    ("{{a", 1, "must stand here"), ("{{{a}}", 1, "must stand here"), ("{{}}", 1, "must stand here"),
    ("{{> part}}", 1, "must stand here"), ("{{a b}}", 1, "must stand here"),
  ]) func mistakesAreNamed(text: String, line: Int, words: String) {
    let mistake = #expect(throws: Template.Mistake.self) { try Template(text) }
    #expect(mistake?.line == line && mistake?.message.contains(words) == true)
  }

  @Test func namesAreKnown() throws {
    #expect(try Template("{{b}}{{#a}}{{{c}}}{{b}}{{/a}}").names == ["a", "b", "c"])
  }
}
