import Impact
import Reporting
import Testing

@Suite struct ImpactTextTests {
  static let all = [
    Samples.breaks, Samples.safe, Samples.notUsed, Samples.reportOnly, Samples.incomplete,
    Samples.depends,
  ].enumerated().map {
    PlacedResult(path: "site.conf", line: $0.offset + 1, result: $0.element)
  }

  static func text(
    _ results: [PlacedResult], checking: Bool = false, colored: Bool = false
  ) -> String {
    ImpactText(results, checking: checking, style: Style(isColored: colored)).text
  }

  @Test func everyVerdictReadsWell() throws {
    try Snapshot.expect(Self.text(Self.all), is: "impact.txt")
  }

  @Test func aCheckReadsWell() throws {
    let results = [Samples.meets, Samples.unmet].map {
      PlacedResult(path: nil, line: nil, result: $0)
    }
    try Snapshot.expect(Self.text(results, checking: true), is: "check.txt")
  }

  @Test func nothingAskedIsNothingFound() {
    #expect(Self.text([]).hasPrefix("0 results"))
  }

  @Test func coloursAreTheOnlyThingThatAStyleAdds() {
    var plain = Self.text(Self.all, colored: true)
    #expect(plain.contains("\u{1B}[31mbreaks\u{1B}[0m"))
    for code in ["0", "31", "32", "33"] {
      plain = plain.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false).joined()
    }
    #expect(plain == Self.text(Self.all))
  }

  @Test func hostileTextDoesNoHarm() {
    let hostile = Samples.hostile
    var results = [Samples.breaks, Samples.depends, Samples.incomplete]
    for index in results.indices {
      results[index].vendor += hostile
      results[index].profile += hostile
      results[index].note = hostile
    }
    results[0].missing[0].source += hostile
    results[1].undecided[0].source += hostile
    results[1].undecided[0].directive += hostile
    results[2].removable[0].source += hostile
    results[2].removable[0].directive += hostile
    let text = Self.text(results.map { PlacedResult(path: hostile, line: 1, result: $0) })
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }
}
