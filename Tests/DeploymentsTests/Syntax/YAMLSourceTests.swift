import Testing

@testable import Deployments

@Suite struct YAMLSourceTests {
  static func root(_ text: String) -> DataNode? {
    YAMLSource(SourceFile(path: "", bytes: Array(text.utf8)))?.documents.first
  }

  @Test func tagsAnchorsAndMerges() {
    let root = Self.root(
      """
      base: &base
        a: !Sub "x"
        b: 1
      list: [*base, &s y, *s]
      more:
        <<: *base
        b: 2
        c: *nobody
      block: !Join
        - p
        - - q
      """)
    #expect(root?[["base", "a"]]?.tag == "Sub")
    #expect(root?["list"]?.elements.map { $0["a"]?.string ?? $0.string } == ["x", "y", "y"])
    #expect(root?["more"]?.entries.map(\.key) == ["b", "c", "a"])
    #expect(root?[["more", "b"]]?.string == "2")
    #expect(root?[["more", "c"]]?.string == nil)
    #expect(root?["block"]?.tag == "Join")
    #expect(root?["block"]?.elements.last?.elements.first?.string == "q")
  }

  @Test func placesHoldQuotesAndBrackets() throws {
    let text = "a: 'b' # c\nd:\n  - \"e\"\n  - {f: [g, 'h']} \ni: |\n  j\n\nk: l\n   m\n"
    let root = try #require(Self.root(text))
    func source(_ range: Range<Int>) -> String { ASCIIText.string(Array(text.utf8)[range]) }
    #expect(root.entries.map { source($0.place) } == ["a", "d", "i", "k"])
    #expect(
      root.entries.map { source($0.value.range) } == [
        "'b'", "- \"e\"\n  - {f: [g, 'h']}", "|\n  j", "l\n   m",
      ])
    #expect(root["d"]?.elements.map { source($0.range) } == ["\"e\"", "{f: [g, 'h']}"])
  }

  /// What stands behind a value on its line is no entry, whatever its column.
  @Test func entriesBeginTheirLine() {
    #expect(Self.root("a:\n  b: \"x\ny\"c: z\n") == nil)
    #expect(Self.root("a:\n  b: [x,\ny]c: z\n") == nil)
    #expect(Self.root("a:\n- \"x\n\"- z\n") == nil)
    #expect(Self.root("a:\n  b: \"x\n  y\" # c\n  c: z\n")?[["a", "c"]]?.string == "z")
    #expect(Self.root("- - a\n  - b: c\n    d: e\n")?.elements[0].elements[1]["d"]?.string == "e")
  }

  /// Aliases of aliases would stand for a billion values.
  @Test func aliasesAreLimited() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      text +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    #expect((Self.root(text)?.count ?? 0) < 400_000)
  }
}
