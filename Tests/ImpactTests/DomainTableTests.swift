import Impact
import Testing

@Suite struct DomainTableTests {
  static func found(_ text: String, _ questions: [[String]], _ range: Range<Int>? = nil) -> [Bool] {
    let bytes = Array(text.utf8)
    var found = Array(repeating: false, count: questions.count)
    DomainTable(questions)?.mark(bytes.span, range ?? 0..<bytes.count, &found)
    return found
  }

  static let questions = [
    ["acorn.test", "acorn.example"], ["oak.test"], [], ["a.b.co.test"], ["Elm-1.Test"],
  ]

  @Test(arguments: [
    ("https://api.acorn.test", [true, false, false, false, false]),
    ("x ACORN.Example/ oak.test", [true, true, false, false, false]),
    ("a.b.co.test", [false, false, false, true, false]),
    ("elm-1.test;soak.test", [false, true, false, false, true]),
    ("acorn.tes oak.tes a.b.co.tes elm-1.tes", [false, false, false, false, false]),
    ("acorn test. .oak. ..", [false, false, false, false, false]),
    ("", [false, false, false, false, false]),
    (".", [false, false, false, false, false]),
  ])
  func marksWhoseDomainsStandThere(text: String, expected: [Bool]) {
    #expect(Self.found(text, Self.questions) == expected)
  }

  @Test func looksOnlyInTheRange() {
    let text = "acorn.test"
    #expect(Self.found(text, Self.questions, 0..<9) == Self.found("", Self.questions))
    #expect(Self.found(text, Self.questions, 1..<10) == Self.found("", Self.questions))
    #expect(Self.found(text, Self.questions, 0..<10)[0])
  }

  @Test func findsWhatASearchFinds() {
    let names = (0..<40).map { "v\($0).\($0 % 2 == 0 ? "com" : "io")" }
    var lines = LineGenerator(seed: 3)
    for index in 0..<2_000 {
      let line = lines.next() + Array(" https://x.\(names[index % 40])/".utf8)
      var found = Array(repeating: false, count: names.count)
      DomainTable(names.map { [$0] })?.mark(line.span, 0..<line.count, &found)
      let expected = names.map { DomainSearch($0).isFound(in: line.span, 0..<line.count) }
      #expect(found == expected)
    }
  }

  @Test(arguments: ["test", ".test", "test.", ""]) func namesWithoutADotInsideHaveNoTable(
    name: String
  ) {
    #expect(DomainTable([[name]]) == nil)
  }
}
