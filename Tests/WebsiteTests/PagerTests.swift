import Testing

@testable import Website

@Suite struct PagerTests {
  @Test func keepsAllRowsInOrderAndSmall() {
    let rows = (0..<100).map { String(repeating: "x", count: $0) }
    let chunks = Pager.chunks(rows, limit: 300)
    #expect(Array(chunks.joined()) == rows)
    #expect(chunks.allSatisfy { $0.map(\.utf8.count).reduce(0, +) <= 300 })
    #expect(Pager.chunks([]).map(Array.init) == [[]])
    #expect(Pager.chunks(["long", "b"], limit: 2).map(Array.init) == [["long"], ["b"]])
  }
}
