import RequirementHistory
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct BlameTests {
  static let blame = Blame([
    VersionRecord(sample: 1, "img-src a.acorn.test b.acorn.test c.acorn.test"),
    VersionRecord(sample: 2, "img-src a.acorn.test c.acorn.test; font-src b.acorn.test"),
    VersionRecord(
      sample: 4,
      profiles: [
        Profile(sample: "img-src A.acorn.test b.acorn.test", name: "one", mode: .alternative),
        Profile(sample: "img-src a.acorn.test", name: "two", mode: .alternative),
        Profile(sample: "img-src seen.acorn.test", name: "told", mode: .informational),
      ]),
  ])

  static func entry(_ directive: String, _ source: String) -> Blame.Entry? {
    blame.entries.first { $0.directive == directive && $0.source == source }
  }

  @Test func aSourceIsOldWhateverItsSpellingAndProfile() throws {
    let entry = try #require(Self.entry("img-src", "A.acorn.test"))
    #expect(entry.since == 1 && entry.last == 4 && entry.goneSince == nil)
    #expect(entry.profiles == ["one", "two"])
    #expect(entry.line == 1 && entry.document == "https://docs.acorn.test/csp")
  }

  @Test func whatCameBackIsNew() throws {
    let entry = try #require(Self.entry("img-src", "b.acorn.test"))
    #expect(entry.since == 4 && entry.goneSince == nil)
  }

  @Test func whatIsGoneSaysWhen() throws {
    let entry = try #require(Self.entry("img-src", "c.acorn.test"))
    #expect(entry.since == 1 && entry.last == 2 && entry.goneSince == 4)
    #expect(Self.entry("font-src", "b.acorn.test")?.goneSince == 4)
    #expect(Self.entry("img-src", "seen.acorn.test") == nil)
  }

  @Test func whatHoldsComesFirst() {
    #expect(
      Self.blame.entries.map(\.source) == [
        "A.acorn.test", "b.acorn.test", "c.acorn.test", "b.acorn.test",
      ])
    #expect(Blame([]).entries.isEmpty)
  }

  @Test func aSourceIsFoundHoweverItIsSpelled() {
    #expect(Self.blame.entry(of: "a.ACORN.test", under: "img-src")?.source == "A.acorn.test")
    #expect(Self.blame.entry(of: "a.acorn.test", under: "font-src") == nil)
    for entry in Self.blame.entries {
      #expect(Self.blame.entry(of: entry.source, under: entry.directive) == entry)
    }
  }
}
