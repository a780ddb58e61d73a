import Testing
import ViolationReports

@testable import ReportReceiving

@Suite struct ReportBatchTests {
  static func report(
    _ origin: String, on page: String? = "shop.test",
    _ disposition: ViolationReport.Disposition = .enforce
  ) -> ViolationReport {
    ViolationReport(
      site: page, directive: "img-src", blocked: .origin(origin), disposition: disposition,
      count: 1_000_000)
  }

  static func batch(
    _ reports: [ViolationReport], noise: [ReportNoise] = [], site: String = "shop.test",
    at time: Int = 7
  ) -> ReportBatch {
    var result = ReportReader.Result()
    result.reports = reports
    result.noise = noise
    var batch = ReportBatch(time: time)
    batch.add(result, site: site)
    return batch
  }

  @Test func countsOnesAndMerges() {
    var batch = Self.batch([Self.report("https://a.test"), Self.report("https://a.test")])
    batch.add(
      Self.batch([Self.report("https://a.test", on: nil, .report)], noise: [.otherType], at: 9))
    let key = ReportBatch.Key(
      site: "shop.test", directive: "img-src", blocked: .origin("https://a.test"))
    #expect(batch.counts[key] == ReportBatch.Count(reports: 3, reportOnly: 1))
    #expect(batch.dropped.map(\.value) == [1] && batch.time == 9 && batch.size == 4)
  }

  @Test func pagesElsewhereDoNotCount() {
    let batch = Self.batch(
      ["shop.test", "eu.shop.test", "notshop.test", "evil.test"].map {
        Self.report("https://a.test", on: $0)
      })
    #expect(batch.counts.map(\.value.reports) == [2])
    #expect(
      batch.dropped == [ReportBatch.Dropped(site: "shop.test", reason: .otherSite): 2])
  }

  @Test func detailsAreCutShort() throws {
    var report = Self.report("https://a.test")
    report.details = ViolationReport.Details(
      blocked: String(repeating: "x", count: 1 << 20), page: "p", sample: nil)
    let details = try #require(Self.batch([report]).counts.first?.value.details)
    #expect(details.utf8.count < 1_000 && details.hasSuffix("\"page\":\"p\",\"sample\":null}"))
  }
}
