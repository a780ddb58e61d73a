import Mustache
import Testing

@testable import Website

@Suite struct FieldsTests {
  private func fill(_ template: String, _ fields: Fields) throws -> String {
    try MustacheTemplate(string: template).render(fields)
  }

  @Test func eachKindOfValueIsWritten() throws {
    let fields: Fields = ["text": "a", "part": "abc".prefix(2), "number": 7]
    #expect(try fill("{{text}} {{part}} {{{number}}} {{missing}}.", fields) == "a ab 7 .")
  }

  @Test func sectionsAreForWhatIsThere() throws {
    let template = "{{#a}}[{{.}}{{b}}]{{/a}}{{^a}}none{{/a}}"
    #expect(try fill(template, ["a": "x", "b": "y"]) == "[xy]")
    #expect(try fill(template, ["a": "", "b": "y"]) == "[y]")
    #expect(try fill(template, ["b": "y"]) == "none")
    let condition = "{{#a}}yes {{b}}{{/a}}{{^a}}no {{b}}{{/a}}"
    #expect(try fill(condition, ["a": true, "b": 1]) == "yes 1")
    #expect(try fill(condition, ["a": false, "b": 1]) == "no 1")
  }

  @Test func listsAreWrittenOneByOne() throws {
    let rows: [Fields] = [["name": "a"], ["name": "b", "note": "!"]]
    #expect(
      try fill("{{#rows}}{{name}}{{note}}{{end}}{{/rows}}", ["rows": rows, "end": ";"]) == "a;b!;")
    #expect(try fill("{{#words}}{{.}},{{/words}}", ["words": ["a", "b"]]) == "a,b,")
    #expect(try fill("{{#rows}}x{{/rows}}{{^rows}}none{{/rows}}", ["rows": [Fields]()]) == "none")
  }

  @Test func aValueCanBeSetLater() throws {
    var fields: Fields = [:]
    fields.set("a", 1)
    #expect(try fill("{{a}}", fields) == "1")
  }
}
