import RequirementDiff
import RequirementSamples
import Reporting
import Testing
import VendorRequirements

@Suite struct DiffTextTests {
  static func text(_ report: DiffReport, colored: Bool = false) -> String {
    DiffText(
      report, names: ("acorn@1", "acorn@2"), style: Style(isColored: colored)
    ).text
  }

  @Test func theBundledUserpilotDiffReadsWell() throws {
    let text = DiffText(
      try Samples.userpilot(), names: ("userpilot@1", "userpilot@2"),
      style: Style(isColored: false)
    ).text
    try Snapshot.expect(text, is: "userpilot-1-2.txt")
  }

  @Test func theWildcardProfileReadsWell() throws {
    let text = DiffText(
      try Samples.userpilot(DiffOptions(profile: "wildcard")),
      names: ("userpilot@1", "userpilot@2"), style: Style(isColored: false)
    ).text
    try Snapshot.expect(text, is: "userpilot-1-2-wildcard.txt")
  }

  @Test func aNewRegionReadsWell() throws {
    let record = try VersionRecord.bundled("userpilot", 2)
    var new = record.adding(
      ["https://analytex-ap.userpilot.io", "wss://analytex-ap.userpilot.io"], to: "connect-src",
      of: "detailed")
    new.version = nil
    let text = DiffText(
      diff(record, new), names: ("userpilot@2", "ap.html"), style: Style(isColored: false)
    ).text
    try Snapshot.expect(text, is: "userpilot-2-new-region.txt")
  }

  @Test func equalVersionsSayThatNothingChanged() {
    let record = VersionRecord(sample: 1, "img-src https://i.acorn.test")
    #expect(
      Self.text(diff(record, record)).hasSuffix("\nNo change: both versions ask for the same.\n"))
  }

  /// What is not shown is not nothing.
  @Test func aNarrowedViewIsNoEquality() {
    let old = VersionRecord(sample: 1, "img-src https://i.acorn.test")
    let new = VersionRecord(sample: 2, Samples.wide)
    let text = Self.text(diff(old, new, options: DiffOptions(only: .removed)))
    #expect(!text.contains("No change"))
    #expect(text.contains("nothing to show"))
    #expect(text.contains("default: 1 added (1 break)"))
  }

  @Test func coloursAreTheOnlyThingThatAStyleAdds() throws {
    let report = try Samples.userpilot()
    let colored = Self.text(report, colored: true)
    var plain = colored
    for code in ["0", "1", "2", "31", "32", "33"] {
      plain = plain.split(separator: "\u{1B}[\(code)m", omittingEmptySubsequences: false).joined()
    }
    #expect(colored != plain)
    #expect(plain == Self.text(report))
  }

  @Test func everyBreakIsShown() throws {
    let report = try Samples.userpilot()
    let lines = Self.text(report).split(separator: "\n")
    var shown = lines.filter { $0.hasPrefix("    + ") }.flatMap { line in
      BraceTextTests.expand(String(line.dropFirst(6).prefix { $0 != " " }))
    }
    for finding in try #require(report.pairs.first).findings where finding.change == .added {
      let index = try #require(shown.firstIndex { $0 == finding.source }, "\(finding)")
      shown.remove(at: index)
    }
    #expect(shown.isEmpty)
  }

  @Test func noLineEndsInASpace() throws {
    for line in Self.text(try Samples.userpilot()).split(separator: "\n") {
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test func hostileRecordsDoNoHarm() {
    let hostile = Samples.hostile
    func record(_ version: Int, _ source: String) -> VersionRecord {
      var profile = Profile(name: hostile, mode: .alternative, environment: hostile)
      profile.add(Requirement(source: hostile + source), to: "img-src" + hostile)
      profile.add(Requirement(source: "https://a.test", region: hostile), to: "img-src")
      profile.add(Requirement(source: "wss:"), to: hostile + source)
      var chat = Profile(
        name: hostile + "chat", mode: .optional, environment: hostile, condition: hostile)
      chat.add(Requirement(source: source + hostile + ".test"), to: "font-src")
      var record = VersionRecord(
        sample: version, of: "acorn" + hostile, profiles: [profile, chat], notes: hostile + source)
      record.recorded = hostile
      record.documents[0].url += hostile
      return record
    }
    let report = diff(record(1, "a"), record(2, "b"))
    #expect(report.findings.count > 3)
    let text = DiffText(
      report, names: (hostile, hostile), style: Style(isColored: false)
    ).text
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }
}
