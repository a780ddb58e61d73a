import Testing
import ViolationReports

@Suite struct ReportReaderTests {
  static func read(_ text: String) throws -> ReportReader.Result {
    try ReportReader.read(Array(text.utf8)[...])
  }

  /// Site, directive and what was blocked of each report.
  static func lines(_ text: String) throws -> [String] {
    try read(text).reports.map { "\($0.site ?? "-") \($0.directive) \($0.blocked.text)" }
  }

  static let legacy = """
    {"csp-report": {"document-uri": "https://shop.test/cart?user=7", "blocked-uri": \
    "https://a.acorn.test/x?y", "effective-directive": "img-src", "script-sample": "alert(1)", \
    "original-policy": "img-src 'none'"}}
    """
  static let modern = """
    {"type": "csp-violation", "age": 3, "url": "https://www.shop.test/", "body": {"documentURL": \
    "https://www.shop.test/", "blockedURL": "wss://a.acorn.test", "effectiveDirective": \
    "connect-src", "disposition": "report", "sample": "alert(1)"}}
    """

  @Test func readsBothForms() throws {
    #expect(try Self.lines(Self.legacy) == ["shop.test img-src https://a.acorn.test"])
    let report = try #require(try Self.read(Self.modern).reports.first)
    #expect(
      report
        == ViolationReport(
          site: "shop.test", directive: "connect-src", blocked: .origin("wss://a.acorn.test"),
          disposition: .report))
    #expect(
      try Self.lines("[\(Self.modern), \(Self.legacy)]") == [
        "shop.test connect-src wss://a.acorn.test", "shop.test img-src https://a.acorn.test",
      ])
  }

  /// Whatever a collector puts around them, and however it spells their members.
  @Test(arguments: [
    #"{"report": \#(legacy)}"#,
    #"{"id": 7, "payload": {"headers": {"a": "b"}, "data": [\#(legacy)]}}"#,
    #"{"_source": {"message": \#(quoted(legacy))}}"#,
    #"{"raw": \#(quoted(legacy)), "parsed": \#(legacy)}"#,
    """
    {"csp": {"document_uri": "https://shop.test/", "blocked_uri": "https://a.acorn.test",
      "effective_directive": "img-src"}}
    """,
    """
    {"documentURI": "https://shop.test/", "blockedURI": "https://a.acorn.test/",
      "violatedDirective": "IMG-SRC 'self' data:"}
    """,
  ]) func readsEnvelopes(text: String) throws {
    #expect(try Self.lines(text) == ["shop.test img-src https://a.acorn.test"])
  }

  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  @Test(arguments: [
    (#""received_at": "2026-11-21T19:13:04Z""#, 1_795_288_384),
    (#""ts": 1795288384"#, 1_795_288_384),
    (#""@timestamp": 1795288384123"#, 1_795_288_384), (#""time": "soon""#, nil),
    (#""time": 1e300"#, nil), (#""time": -5"#, nil), (#""time": "9999-01-01""#, nil),
  ]) func takesTheCollectorsTime(member: String, time: Int?) throws {
    #expect(try Self.read("{\(member), \"r\": \(Self.legacy)}").reports.first?.time == time)
  }

  @Test func takesTheFirstAndTheLastTimeOfACollectorThatCounts() throws {
    let envelope =
      #"{"count": 3, "firstSeen": "2026-11-20T00:00:00Z", "last_seen": 1795288384, "r": "#
    let report = try #require(try Self.read(envelope + Self.legacy + "}").reports.first)
    #expect(report.firstTime == 1_795_132_800 && report.time == 1_795_288_384)
    var tally = ReportTally()
    tally.add(report)
    let entry = try #require(tally.ranked.first?.entry)
    #expect(entry.firstSeen == 1_795_132_800 && entry.lastSeen == 1_795_288_384)
  }

  @Test func takesTheCollectorsCount() throws {
    #expect(try Self.read(#"{"count": 12, "r": \#(Self.legacy)}"#).reports.first?.count == 12)
    #expect(try Self.read(#"{"count": -1, "r": \#(Self.legacy)}"#).reports.first?.count == 1)
  }

  static func report(_ members: String) -> String { "{\"csp-report\": {\(members)}}" }

  @Test(arguments: [
    (#""violated-directive": "script-src-elem""#, "script-src-elem"),
    (#""effective-directive": "", "violated-directive": "script-src 'self'""#, "script-src"),
    (#""effective-directive": "x", "violated-directive": "default-src\t*""#, "default-src"),
    (#""effective-directive": "require-trusted-types-for""#, "require-trusted-types-for"),
  ]) func readsTheDirective(members: String, directive: String) throws {
    let read = try Self.read(Self.report(#""blocked-uri": "inline", \#(members)"#))
    #expect(read.reports.map(\.directive) == [directive])
  }

  @Test(arguments: [
    (#""blocked-uri": "chrome-extension""#, ReportNoise.browserExtension),
    (#""blocked-uri": "https://a.test", "source-file": "moz-extension""#, .browserExtension),
    (
      #""blocked-uri": "inline", "source-file": "safari-web-extension://1/x""#, .browserExtension
    ),
    (#""blocked-uri": "inline", "source-file": "user-script:2""#, .injectedScript),
    (#""blocked-uri": "inline", "source-file": "sandbox eval code""#, .injectedScript),
    (
      #""document-uri": "moz-extension://1/p.html", "blocked-uri": "https://a.test""#,
      .browserExtension
    ),
    (#""blocked-uri": "about""#, .browserPage), (#""blocked-uri": """#, .nothingBlocked),
    (#""line-number": 3"#, .nothingBlocked),
  ]) func dropsNoise(members: String, reason: ReportNoise) throws {
    let read = try Self.read(Self.report(#""effective-directive": "frame-src", \#(members)"#))
    #expect(read.noise == [reason] && read.reports.isEmpty && read.problem == nil)
  }

  @Test func framesWithoutAPageOfTheirOwnCount() throws {
    let text = """
      {"document-uri": "about:srcdoc", "blocked-uri": "https://a.test",
        "effective-directive": "img-src"}
      """
    #expect(try Self.lines(text) == ["- img-src https://a.test"])
  }

  @Test func leavesOtherReportsOut() throws {
    let read = try Self.read(
      """
      [{"type": "deprecation", "body": {"id": "x"}}, \(Self.modern),
        {"type": "coep", "body": {"blockedURL": "https://a.test"}}]
      """)
    #expect(read.reports.count == 1)
    #expect(read.noise == [.otherType, .otherType] && read.problem == nil)
  }

  @Test(arguments: [
    ("{}", "it holds no violation report"), ("[]", "it holds no violation report"),
    ("7", "it holds no violation report"),
    (#"{"blocked-uri": "https://a.test"}"#, "a report names no directive of CSP"),
    (
      #"{"blocked-uri": "https://a.test", "effective-directive": "<b>"}"#,
      "a report names no directive of CSP"
    ),
    (
      #"{"blocked-uri": "https://a b", "effective-directive": "img-src"}"#,
      "what was blocked is no URL with a host"
    ),
    (#"[\#(legacy), 5]"#, "element 2 of the array is no violation report"),
  ]) func saysWhatIsWrong(text: String, problem: String) throws {
    #expect(try Self.read(text).problem == problem)
  }

  @Test func depthIsBounded() throws {
    var text = Self.legacy
    for _ in 0..<20 { text = "{\"a\": \(text)}" }
    #expect(try Self.read(text).reports.isEmpty)
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: (any Error).self) { try Self.read(deep) }
  }

  @Test func keepsDetailsWhenAsked() throws {
    let read = try ReportReader.read(Array(Self.legacy.utf8)[...], keepsDetails: true)
    #expect(read.reports.first?.details?.page == "https://shop.test/cart?user=7")
    #expect(read.reports.first?.details?.sample == "alert(1)")
  }

  @Test func keepsNothingOfTheVisitor() throws {
    let kept = "\(try Self.read("[\(Self.legacy), \(Self.modern)]"))"
    for secret in ["user=7", "alert", "/x", "cart", "'none'"] { #expect(!kept.contains(secret)) }
  }
}
