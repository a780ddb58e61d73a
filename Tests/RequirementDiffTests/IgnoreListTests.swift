import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct IgnoreListTests {
  static let report = diff(
    VersionRecord(sample: 1, "img-src https://i.acorn.test"),
    VersionRecord(
      sample: 2, "img-src https://i.acorn.test https://p.acorn.test https://q.acorn.test wss:"))

  static func list(_ lines: String...) throws -> IgnoreList {
    try IgnoreList(parsing: Array(lines.joined(separator: "\n").utf8), file: "cspreg.ignore")
  }

  @Test func takesOutWhatIsAcceptedAndKeepsIt() throws {
    let list = try Self.list(
      "# what we looked at", "",
      "source-added acorn img-src https://p.acorn.test reason=\"served by \\\"us\\\"\"  # since May"
    )
    let (left, warnings) = list.apply(to: Self.report, today: "2026-11-21")
    #expect(left.findings.count == Self.report.findings.count - 1)
    #expect(left.ignored.map(\.finding.source) == ["https://p.acorn.test"])
    #expect(left.ignored.map(\.reason) == ["served by \"us\""])
    #expect(left.pairs.map(\.summary) == Self.report.pairs.map(\.summary))
    #expect(warnings.isEmpty)
  }

  @Test func acceptsFindingsAboutThePage() throws {
    let list = try Self.list("scheme-only-source acorn img-src wss: reason=known")
    #expect(list.apply(to: Self.report, today: "2026-11-21").report.remarks.isEmpty)
  }

  @Test func aProfileNarrowsALine() throws {
    let line = "source-added acorn img-src https://p.acorn.test reason=x profile="
    #expect(
      try Self.list(line + "default").apply(to: Self.report, today: "").report.ignored.count == 1)
    #expect(
      try Self.list(line + "\"other one\"").apply(to: Self.report, today: "").report.ignored.isEmpty
    )
  }

  @Test func aLineCountsUpToItsDay() throws {
    let list = try Self.list(
      "source-added acorn img-src https://p.acorn.test until=2026-11-21 reason=x")
    #expect(list.apply(to: Self.report, today: "2026-11-21").report.ignored.count == 1)
    let late = list.apply(to: Self.report, today: "2026-11-22")
    #expect(late.report.ignored.isEmpty)
    #expect(late.warnings.map(\.rule) == ["expired-ignore"])
    #expect(late.warnings.map(\.line) == [1])
  }

  @Test func warnsOfLinesThatFitNothing() throws {
    let list = try Self.list(
      "source-added acorn img-src https://gone.acorn.test reason=x",
      "source-added oak img-src https://gone.oak.test reason=x")
    let warnings = list.apply(to: Self.report, today: "2026-11-21").warnings
    #expect(warnings.map(\.rule) == ["unused-ignore"])
    #expect(warnings.map(\.line) == [1])
  }

  @Test(arguments: [
    ("source-added acorn", "1:19", "a directive or -"),
    ("sorce-added acorn img-src x reason=y", "1:1", "no rule sorce-added"),
    ("source-added acorn img-src x", "1:29", "the reason is missing"),
    ("source-added acorn img-src x reason=\"  \"", "1:41", "the reason is missing"),
    ("source-added acorn img-src x reason=\"y", "1:37", "not closed"),
    ("source-added acorn img-src x for=ever reason=y", "1:30", "for= is not known"),
    ("source-added acorn img-src x reason=y reason=z", "1:39", "twice"),
    ("source-added acorn img-src x until=soon reason=y", "1:36", "a date like"),
    ("source-added acorn img-src x until=2026-13-01 reason=y", "1:36", "a date like"),
    ("source-added acorn img-src x nonsense", "1:30", "not nonsense"),
  ]) func saysWhereALineIsWrong(line: String, place: String, message: String) throws {
    let error = try #require(throws: IgnoreError.self) { try Self.list(line) }
    #expect(error.subject == "cspreg.ignore:\(place)")
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.exitCode == .usage)
  }
}
