import JSONText
import Testing
import ViolationReports

@testable import ReportReceiving

@Suite struct SiteCountTests {
  static func count(_ blocked: BlockedResource, _ reports: Int, reportOnly: Int) -> SiteCount {
    SiteCount(
      site: "shop.test", directive: "script-src-elem", blocked: blocked, reports: reports,
      reportOnly: reportOnly, firstSeen: 1_790_000_000, lastSeen: 1_790_000_777)
  }

  /// What is read of its lines is what was counted.
  @Test(arguments: [
    (BlockedResource.origin("https://h.test:8443"), 17, 4), (.origin("wss://h.test"), 1, 1),
    (.keyword("inline"), 3, 0), (.keyword("data"), 2, 1), (.origin("h.test"), 5, 5),
    (.origin("https://h.test"), 2_500_000_000, 1_000_000_001),
  ]) func linesAreReadAsTheyWereCounted(
    blocked: BlockedResource, reports: Int, reportOnly: Int
  ) throws {
    let count = Self.count(blocked, reports, reportOnly: reportOnly)
    var tally = ReportTally()
    for line in count.lines {
      let read = try ReportReader.read(Array(line.compact().utf8)[...])
      #expect(read.problem == nil && read.noise.isEmpty)
      tally.add(read)
    }
    #expect(tally.ranked.map(\.key) == [.init(directive: "script-src-elem", blocked: blocked)])
    #expect(
      tally.ranked.map(\.entry) == [
        ReportTally.Entry(
          reports: reports, reportOnly: reportOnly, site: "shop.test", firstSeen: 1_790_000_000,
          lastSeen: 1_790_000_777)
      ])
  }
}
