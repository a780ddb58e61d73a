import JSONText
import Reporting
import Testing

@Suite struct RuleListTests {
  static let rules = [(id: "a", summary: "First."), (id: "long-one", summary: "Second.")]

  @Test func listsARuleALine() {
    let list = RuleList(Self.rules)
    #expect(list.text(style: Style(isColored: false)) == "a          First.\nlong-one   Second.\n")
    #expect(
      list.lines == [
        ["rule": "a", "summary": "First."], ["rule": "long-one", "summary": "Second."],
      ])
    #expect(list.json["rules"] == .array(list.lines))
  }

  @Test func explainsWithOrWithoutItsPage() {
    let style = Style(isColored: false)
    #expect(
      RuleExplanation(Self.rules[0], page: "# a\n\nAll of it.\n").text(style: style)
        == "# a\n\nAll of it.\n")
    let bare = RuleExplanation(Self.rules[0], page: nil)
    #expect(bare.text(style: style) == "# a\n\nFirst.\n")
    #expect(bare.json["page"] == .null && bare.lines == [bare.json])
  }
}
