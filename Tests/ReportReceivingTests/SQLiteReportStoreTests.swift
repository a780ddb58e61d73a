import Foundation
import Testing
import ViolationReports

@testable import ReportReceiving

@Suite struct SQLiteReportStoreTests {
  static func lines(_ store: SQLiteReportStore) throws -> [String] {
    try store.tally().ranked.map { key, entry in
      "\(key.directive) \(key.blocked.text) \(entry.reports)/\(entry.reportOnly) "
        + "\(entry.sites.sorted().joined(separator: ",")) \(entry.firstSeen ?? 0)-\(entry.lastSeen ?? 0)"
    }
  }

  @Test func addsUpOverBatchesAndOpenings() throws {
    let scratch = try ScratchStore()
    var store = try scratch.open()
    let report = ReportBatchTests.report("https://a.test")
    try store.add(ReportBatchTests.batch([report, report], noise: [.browserPage], at: 10))
    try store.add(
      ReportBatchTests.batch([ReportBatchTests.report("https://a.test", on: nil, .report)], at: 5))
    try store.add(
      ReportBatchTests.batch(
        [ReportBatchTests.report("https://a.test", on: nil)], site: "blog.test", at: 20))
    store = try scratch.open()
    #expect(try Self.lines(store) == ["img-src https://a.test 4/1 blog.test,shop.test 10-20"])
    #expect(
      try store.dropped() == [ReportBatch.Dropped(site: "shop.test", reason: .browserPage): 1])
  }

  @Test func keywordsComeBackAsTheyWere() throws {
    let store = try ScratchStore().open()
    for keyword in ["inline", "eval", "data", "wss", "trusted-types-sink"] {
      let report = ViolationReport(
        site: nil, directive: "script-src", blocked: .keyword(keyword))
      try store.add(ReportBatchTests.batch([report]))
    }
    let kept = try store.tally().entries.keys.map(\.blocked)
    #expect(
      Set(kept)
        == Set(["inline", "eval", "data", "wss", "trusted-types-sink"].map { .keyword($0) }))
  }

  /// A site that invents origins fills neither the disk nor the others' room.
  @Test func rowsOfASiteAreBounded() throws {
    let scratch = try ScratchStore()
    var store = try scratch.open(rowLimit: 10)
    func flood(_ range: Range<Int>) -> ReportBatch {
      ReportBatchTests.batch(range.map { ReportBatchTests.report("https://h\($0).test") })
    }
    try store.add(flood(0..<50))
    store = try scratch.open(rowLimit: 10)
    try store.add(flood(20..<100))
    try store.add(
      ReportBatchTests.batch([ReportBatchTests.report("https://a.test", on: nil)], site: "b.test"))
    #expect(try store.tally().entries.count == 11)
    let together = try store.eachCount(since: nil) { _ in true }
    #expect(try store.tally().reports + together == 131)
    #expect(try store.reports(of: "shop.test") == 130)
  }

  @Test func countsAreHandedOnSinceATimeAndUntilItIsEnough() throws {
    let store = try ScratchStore().open()
    for (host, time) in [("a", 10), ("b", 20), ("c", 30)] {
      try store.add(
        ReportBatchTests.batch([ReportBatchTests.report("https://\(host).test")], at: time))
    }
    #expect(try store.tally().entries.count == 3)
    let late = try store.tally(since: 20).entries.keys.map(\.blocked.text).sorted()
    #expect(late == ["https://b.test", "https://c.test"])
    #expect(try store.tally(since: 31).entries.isEmpty)
    var seen: [String] = []
    _ = try store.eachCount(since: nil) { count in
      seen.append(count.blocked.text)
      return seen.count < 2
    }
    #expect(seen == ["https://a.test", "https://b.test"])
  }

  @Test func tokensAreKeptAsHashes() throws {
    let scratch = try ScratchStore()
    let store = try scratch.open()
    let token = try store.addToken(for: "shop.test", now: 1)
    let other = try store.addToken(for: "blog.test", now: 1)
    #expect(try store.sites() == [token.hash: "shop.test", other.hash: "blog.test"])
    #expect(try store.revokeTokens(of: "shop.test", now: 2) == 1)
    #expect(try store.revokeTokens(of: "shop.test", now: 3) == 0)
    #expect(try store.sites() == [other.hash: "blog.test"])
    let bytes =
      try Array(String(contentsOfFile: scratch.path, encoding: .isoLatin1).utf8)
      + Array(String(contentsOfFile: scratch.path + "-wal", encoding: .isoLatin1).utf8)
    #expect(bytes.count > 1_000)
    #expect(!String(decoding: bytes, as: UTF8.self).contains(token.text))
  }

  @Test func aNewerFileIsRefused() throws {
    let scratch = try ScratchStore()
    _ = try scratch.open()
    try SQLiteDatabase(path: scratch.path).run("PRAGMA user_version = 2")
    #expect(throws: ReportStoreError.self) { try scratch.open() }
  }

  @Test func whatIsNoDatabaseIsRefused() throws {
    let scratch = try ScratchStore()
    try String(repeating: "no database ", count: 1000)
      .write(toFile: scratch.path, atomically: true, encoding: .utf8)
    #expect(throws: ReportStoreError.self) { try scratch.open() }
    #expect(throws: ReportStoreError.self) { try SQLiteReportStore(path: "/nowhere/r.sqlite") }
  }

  /// A batch is there as a whole or not at all.
  @Test func aFailureLeavesNothingBehind() throws {
    let scratch = try ScratchStore()
    let store = try scratch.open()
    try SQLiteDatabase(path: scratch.path).run(
      """
      CREATE TRIGGER broken BEFORE INSERT ON dropped
      BEGIN SELECT RAISE (ABORT, 'no more'); END
      """)
    let report = ReportBatchTests.report("https://a.test")
    #expect(throws: ReportStoreError.self) {
      try store.add(ReportBatchTests.batch([report], noise: [.browserPage]))
    }
    #expect(try store.tally().entries.isEmpty)
    try store.add(ReportBatchTests.batch([report]))
    #expect(try store.tally().reports == 1)
  }
}
