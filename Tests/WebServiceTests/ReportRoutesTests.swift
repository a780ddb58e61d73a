import Gzip
import ReportReceiving
import Synchronization
import Testing
import ViolationReports

@testable import WebService

/// Keeps counts in memory.
final class FakeReportStore: ReportStore {
  let state = Mutex((batches: [ReportBatch](), sites: [String: String](), isBroken: false))

  func add(_ batch: ReportBatch) throws(ReportStoreError) {
    let isBroken = state.withLock { state in
      if !state.isBroken { state.batches.append(batch) }
      return state.isBroken
    }
    if isBroken { throw ReportStoreError("reports.db", "the disk is full.") }
  }

  func sites() throws(ReportStoreError) -> [String: String] { state.withLock { $0.sites } }

  func eachCount(
    since time: Int?, _ body: (SiteCount) -> Bool
  ) throws(ReportStoreError) -> Int { 0 }
}

@Suite struct ReportRoutesTests {
  let store = FakeReportStore()
  let token = SiteToken()

  static let body = """
    {"csp-report": {"document-uri": "https://shop.test/a?b", "blocked-uri": "https://h.test/x?y", \
    "effective-directive": "img-src"}}
    """

  static func routes(_ store: FakeReportStore) -> ReportRoutes {
    let settings = ReceiverSettings()
    return ReportRoutes(
      ReportReceiver(store: store, settings: settings, now: { 7 }, seconds: { 1 }),
      settings: settings)
  }

  func service() throws -> SampleService {
    store.state.withLock { $0.sites[token.hash] = "shop.test" }
    return try SampleService(groups: [Self.routes(store)])
  }

  @Test(arguments: [true, false]) func counts(inAddress: Bool) async throws {
    let answer = try await service().post(
      inAddress ? "/reports?token=\(token.text)" : "/reports", Self.body,
      type: "application/csp-report",
      headers: inAddress ? [:] : ["authorization": "Bearer \(token.text)"])
    #expect(answer.status == 204 && answer.response.body.isEmpty)
    #expect(store.state.withLock { $0.batches.map(\.size) } == [1])
  }

  @Test(arguments: [
    ("/reports", "application/csp-report", body, 401),
    ("/reports?token=0123456789abcdef", "application/csp-report", body, 401),
    ("/reports?token=T", "text/plain", body, 415),
    ("/reports?token=T", "application/csp-report", "{", 400),
    ("/reports?token=T", "application/csp-report", String(repeating: "[", count: 60_000), 400),
    ("/reports?token=T", "application/reports+json", String(repeating: " ", count: 70_000), 413),
    ("/reports?token=T", "application/json", "{}", 400),
  ])
  func refuses(target: String, type: String, body: String, status: Int) async throws {
    let answer = try await service().post(
      target.replacing("=T", with: "=\(token.text)"), body, type: type)
    #expect(answer.status == status && !answer.detail.isEmpty)
    #expect(store.state.withLock { $0.batches.isEmpty })
  }

  @Test func aBombIsRefused() async throws {
    let bomb = try Gzip.compressed([UInt8](repeating: 0x20, count: 4 << 20))
    let answer = try await service().send(
      "POST", "/reports?token=\(token.text)",
      headers: ["content-type": "application/csp-report", "content-encoding": "gzip"], body: bomb)
    #expect(answer.status == 413)
  }

  @Test func saysWhenItCannotCount() async throws {
    let service = try service()
    store.state.withLock { $0.isBroken = true }
    let answer = await service.post(
      "/reports?token=\(token.text)", Self.body, type: "application/csp-report")
    #expect(answer.status == 503 && answer.response["retry-after"] == "10")
  }

  /// Browsers ask first when a page of another site reports.
  @Test func otherSitesMayReport() async throws {
    let answer = try await service().send("OPTIONS", "/reports")
    #expect(answer.status == 204)
    #expect(answer.response["access-control-allow-methods"]?.contains("POST") == true)
  }

  @Test func thereIsNothingUnlessItIsWanted() async throws {
    #expect(try await SampleService().post("/reports", Self.body).status == 404)
  }
}
