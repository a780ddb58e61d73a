import ReportReceiving
import Synchronization
import Testing
import ViolationReports

@Suite struct ReportReceiverTests {
  let store = FakeStore()
  let token = SiteToken()
  let clock = Guarded(100.0)

  static let body = """
    {"csp-report": {"document-uri": "https://shop.test/a?b", "blocked-uri": "https://h.test/x?y", \
    "effective-directive": "img-src", "script-sample": "alert(1)"}}
    """

  func receiver(_ settings: ReceiverSettings = ReceiverSettings()) -> ReportReceiver {
    store.state.withLock { $0.sites[token.hash] = "shop.test" }
    return ReportReceiver(
      store: store, settings: settings, now: { 7 }, seconds: { [clock] in clock.value })
  }

  func request(_ body: String = ReportReceiverTests.body) -> ReportRequest {
    ReportRequest(
      token: token.text, mediaType: "application/csp-report", body: Array(body.utf8))
  }

  @Test func countsAndKeepsNothingElse() async {
    #expect(await receiver().receive(request()) == ReportResponse.counted)
    let batches = store.state.withLock { $0.batches }
    #expect(batches.map(\.size) == [1] && batches.first?.time == 7)
    let kept = "\(batches)"
    #expect(kept.contains("https://h.test"))
    for secret in ["alert", "?y", "/a", "?b"] { #expect(!kept.contains(secret)) }
  }

  @Test func keepsDetailsWhenAsked() async {
    var settings = ReceiverSettings()
    settings.keepsDetails = true
    #expect(await receiver(settings).receive(request()).status == 204)
    let details = store.state.withLock { $0.batches.first?.counts.first?.value.details }
    #expect(details?.contains("alert(1)") == true)
  }

  @Test(arguments: [
    ("", 400), ("{", 400), ("{}", 400), ("[]", 400), ("null", 400), ("\u{FEFF}{}", 400),
    (#"{"csp-report": {}}"#, 400), (String(repeating: "[", count: 60_000), 400),
    (String(repeating: "{\"a\":", count: 10_000), 400),
    (#"{"csp-report": {"blocked-uri": "https://h.test", "effective-directive": "x"}}"#, 400),
    ("\"" + String(repeating: "a", count: 70_000) + "\"", 413),
    (#"{"a": "\ud800"}"#, 400), ("{\"a\": \"\u{0}\"}", 400),
    (#"[{"type": "deprecation", "body": {}}]"#, 204),
  ]) func refusesOtherBodies(body: String, status: Int) async {
    let answer = await receiver().receive(request(body))
    #expect(answer.status == status && (answer.message == nil) == (status == 204))
  }

  @Test func refusesBytesThatAreNoText() async {
    var wrong = request()
    wrong.body = [0x1F, 0x8B, 8, 0] + [UInt8](repeating: 0xFF, count: 100)
    #expect(await receiver().receive(wrong).status == 400)
  }

  @Test func refusesOtherTypes() async {
    for type in [nil, "text/plain", "application/x-www-form-urlencoded"] {
      var wrong = request()
      wrong.mediaType = type
      #expect(await receiver().receive(wrong).status == 415)
    }
  }

  @Test func refusesOtherTokens() async {
    let receiver = receiver()
    for text in [nil, "", "x", SiteToken().text, token.hash] {
      var wrong = request()
      wrong.token = text
      #expect(await receiver.receive(wrong).status == 401)
    }
    // Whoever guesses does not keep the store busy.
    #expect(store.state.withLock { $0.looks } == 1)
  }

  @Test func newAndRevokedTokensAreFound() async {
    let receiver = receiver()
    #expect(await receiver.receive(request()).status == 204)
    let added = SiteToken()
    store.state.withLock { $0.sites = [added.hash: "shop.test"] }
    clock.change { $0 += 2 }
    var other = request()
    other.token = added.text
    #expect(await receiver.receive(other).status == 204)
    clock.change { $0 += 6 }
    #expect(await receiver.receive(request()).status == 401)
  }

  @Test func manyAtOnceAreAllKnown() async {
    let receiver = receiver()
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<200 { group.addTask { await receiver.receive(request()).status } }
      var statuses: Set<Int> = []
      for await status in group { statuses.insert(status) }
      return statuses
    }
    #expect(statuses == [204] && store.state.withLock { $0.looks } == 1)
  }

  @Test func limitsASite() async {
    var settings = ReceiverSettings()
    settings.rate = 1
    settings.burst = 3
    let receiver = receiver(settings)
    var statuses: [Int] = []
    for _ in 0..<4 { statuses.append(await receiver.receive(request()).status) }
    #expect(statuses == [204, 204, 204, 429])
    #expect(await receiver.receive(request()).retryAfter == 1)
    clock.change { $0 += 1 }
    let batch = "[\(Array(repeating: Self.body, count: 5).joined(separator: ","))]"
    #expect(await receiver.receive(request(batch)).status == 204)
    #expect(await receiver.receive(request()).retryAfter == 5)
  }

  @Test func aStoreThatCannotWriteIsNoSuccess() async {
    store.state.withLock { $0.error = ReportStoreError("f", "full.") }
    let answer = await receiver().receive(request())
    #expect(answer.status == 503 && answer.retryAfter == 10)
    #expect(answer.message?.contains("full.") == false)
  }
}
