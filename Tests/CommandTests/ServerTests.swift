import Foundation
import Glibc
import Testing

/// `cspreg-server` as a process of its own, asked over loopback.
///
/// Building it takes minutes, so it is tried only with `CSPREG_SERVER_TESTS=1`; what it answers is tested without
/// connections in `Tests/WebServiceTests`.
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["CSPREG_SERVER_TESTS"] == "1",
    "set CSPREG_SERVER_TESTS=1 and build cspreg-server"))
struct ServerTests {
  @Test func pagesAreServedUntilItIsToldToEnd() throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    // Several requests of one connection, the last ones sent at once.
    try connection.send("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
    #expect(try connection.response().status == 200)
    try connection.send("HEAD /vendors/lumen.html HTTP/1.1\r\nhost: x\r\n\r\n")
    let head = try connection.response(hasBody: false)
    #expect(head.status == 200 && (Int(head["content-length"] ?? "") ?? 0) > 1_000)
    let twice = "GET /vendors/lumen.html HTTP/1.1\r\nhost: x\r\n\r\n"
    try connection.send(twice + twice)
    let (first, second) = (try connection.response(), try connection.response())
    #expect(first.body == second.body && first.body.contains("lumen"))
    #expect(first.body.utf8.count == Int(head["content-length"] ?? ""))
    let tag = try #require(first["etag"])
    try connection.send(
      "GET /vendors/lumen.html HTTP/1.1\r\nhost: x\r\nif-none-match: \(tag)\r\n\r\n")
    let known = try connection.response()
    #expect(known.status == 304 && known.body.isEmpty)

    #expect(server.end() == 0)
    #expect(server.messages.contains("ended"))
    let requests = server.messages.count { $0 == "request" }
    #expect(requests == 5)
  }

  /// Files that are at hand are answered at once, but never before what was asked earlier.
  @Test func answersComeInTheOrderOfTheRequests() throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    let paths = [
      "/vendors/lumen.html", "/healthz", "/vendors/harbor.html", "/v1/diff", "/index.html",
    ]
    let whole = try paths.map { try connection.get($0) }
    #expect(Set(whole.map(\.body)).count == paths.count)
    // More than the socket takes, so that the server must wait for its reader too.
    let order = (0..<600).map { ($0 * $0 + $0 / 7) % paths.count }
    for start in stride(from: 0, to: order.count, by: 40) {
      try connection.send(
        order[start..<start + 40].map { "GET \(paths[$0]) HTTP/1.1\r\nhost: x\r\n\r\n" }.joined())
    }
    usleep(500_000)
    for place in order {
      let answer = try connection.response()
      #expect(answer.status == whole[place].status && answer.body == whole[place].body)
      #expect(answer["date"]?.hasSuffix(" GMT") == true)
    }
    #expect(try server.peakMemory() < 400 << 20)
    // A body that nobody expects, and the wish to close, are no hindrance.
    try connection.send(
      "GET /index.html HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc"
        + "GET /index.html HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    #expect(try connection.response().body == whole[4].body)
    #expect(try connection.response().body == whole[4].body)
    #expect(try connection.isClosed())
    #expect(server.end() == 0)
  }

  @Test func nothingIsCutOffAtTheEnd() throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    let idle = try LoopbackConnection(port: server.port)
    let page = try connection.get("/vendors/lumen.html").body
    let request = "GET /vendors/lumen.html HTTP/1.1\r\nhost: x\r\n\r\n"
    // More than the socket takes: some of it waits in the server.
    let count = 8_000_000 / page.utf8.count
    try connection.send(String(repeating: request, count: count))
    usleep(500_000)
    server.signal(SIGTERM)
    #expect(try idle.isClosed())
    var answers = 0
    var isLast = false
    while !isLast {
      let answer = try connection.response()
      #expect(answer.status == 200 && answer.body == page)
      answers += 1
      isLast = answer["connection"] == "close"
    }
    #expect(answers <= count)
    #expect(try connection.isClosed())
    #expect(server.end() == 0)
  }

  @Test func whatWasAskedIsAnsweredBeforeTheEnd() throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    let body = #"{"policy": "default-src 'self'", "vendors": ["lumen"]}"#
    try connection.send(
      "POST /v1/impact HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        + "content-length: \(body.utf8.count)\r\n\r\n{")
    usleep(300_000)
    server.signal(SIGTERM)
    usleep(300_000)
    try connection.send(String(body.dropFirst()))
    let answer = try connection.response()
    #expect(answer.status == 200 && answer.body.contains("\"report\": \"check\""))
    #expect(server.end() == 0)
  }

  @Test func bodiesThatGoOnForeverAreRefused() throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    try connection.send(
      "POST /v1/impact HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        + "transfer-encoding: chunked\r\n\r\n")
    let chunk = "10000\r\n" + String(repeating: " ", count: 65_536) + "\r\n"
    // It may close before all of it is sent.
    for _ in 0..<400 { if (try? connection.send(chunk)) == nil { break } }
    #expect(try connection.response().status == 413)
    #expect(try connection.isClosed())
    // Refused by its head alone.
    let second = try LoopbackConnection(port: server.port)
    try second.send(
      "POST /check.html HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        + "content-length: 99999999999\r\n\r\nx")
    #expect(try second.response().status == 413)
    #expect(try second.isClosed())
    #expect(try server.peakMemory() < 400 << 20)
    #expect(server.end() == 0)
  }

  @Test(arguments: [
    "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n",
    "GET / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
    "POST /v1/impact HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  ]) func whatIsNoRequestEndsTheConnection(text: String) throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    try connection.send(text)
    if let answer = try? connection.response() { #expect((400..<500).contains(answer.status)) }
    #expect(try connection.isClosed())
    #expect(try LoopbackConnection(port: server.port).get("/healthz").status == 200)
    #expect(server.end() == 0)
  }

  @Test func headsAreHeldToTheirSize() throws {
    let server = try RunningServer()
    let connection = try LoopbackConnection(port: server.port)
    let field = "x-a: " + String(repeating: "a", count: 1_000) + "\r\n"
    _ = try? connection.send("GET / HTTP/1.1\r\n" + String(repeating: field, count: 90) + "\r\n")
    if let answer = try? connection.response() { #expect(answer.status == 400) }
    #expect(try connection.isClosed())
    #expect(server.end() == 0)
  }

  @Test func aThousandSlowConnectionsDoNotStopIt() throws {
    var files = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    files.rlim_cur = files.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    let server = try RunningServer()
    var slow: [LoopbackConnection] = []
    for number in 0..<1_000 {
      let connection = try LoopbackConnection(port: server.port)
      try connection.send(
        number.isMultiple(of: 2)
          ? "GET / HT"
          : "POST /v1/diff HTTP/1.1\r\ncontent-type: application/json\r\n"
            + "content-length: 500\r\n\r\n{")
      slow.append(connection)
    }
    for _ in 0..<20 {
      let start = ContinuousClock.now
      #expect(try LoopbackConnection(port: server.port).get("/vendors/lumen.html").status == 200)
      #expect(ContinuousClock.now - start < .seconds(3))
    }
    // They are shown out: the heads first, the bodies with an answer.
    #expect(try slow[0].isClosed(within: 30))
    #expect(try slow[1].response(within: 40).status == 408)
    #expect(try server.peakMemory() < 400 << 20)
    #expect(server.end() == 0)
  }

  @Test func aNewVersionIsServedWithoutARestart() throws {
    let folder = try TemporaryFolder()
    let copied = try ProcessRun("cp -r '\(Program.registry.path)' R", in: folder.url)
    try #require(copied.exit == 0)
    let server = try RunningServer(["--reload", "1", "--registry", folder.path("R")])
    func head() throws -> String {
      try LoopbackConnection(port: server.port).get("/v1/head.json").body
    }
    let before = try head()
    // What is broken is not served.
    let log = URL(fileURLWithPath: folder.path("R/log.jsonl"))
    let whole = try Data(contentsOf: log)
    try (whole + Data("{}\n".utf8)).write(to: log)
    usleep(3_500_000)
    #expect(try head() == before)
    try whole.write(to: log)
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-1.html").path
    let imported = try ProcessRun(
      "cspreg import '\(page)' --vendor newcomer --url https://newcomer.test/csp --domain newcomer.test "
        + "--allow-domain lumenwidget.dev --registry R --accept --reason first", in: folder.url)
    try #require(imported.exit == 0, "\(imported.errorText)")
    var isThere = false
    for _ in 0..<100 where !isThere {
      isThere =
        try LoopbackConnection(port: server.port).get("/vendors/newcomer.html").status == 200
      usleep(100_000)
    }
    #expect(isThere)
    #expect(try head() != before)
    #expect(server.end() == 0)
    #expect(server.messages.contains { $0.contains("cannot be read") })
    #expect(server.messages.contains { $0.contains("read again") })
  }

  @Test func acknowledgedReportsOutliveAKilledServer() throws {
    let scratch = try TemporaryFolder()
    let file = scratch.path("reports.db")
    let made = try ProcessRun("cspreg tokens add shop.example --reports \(file)", in: scratch.url)
    let token = made.outputText.filter { $0 != "\n" }
    #expect(token.count == 43, "\(made.errorText)")
    let report =
      #"{"csp-report": {"document-uri": "https://shop.example/", "blocked-uri": "https://h.test/x", "#
      + #""effective-directive": "img-src"}}"#
    func request(_ token: String) -> String {
      "POST /reports?token=\(token) HTTP/1.1\r\nhost: x\r\n"
        + "content-type: application/csp-report\r\ncontent-length: \(report.utf8.count)\r\n\r\n"
        + report
    }
    let server = try RunningServer(["--reports", file])
    let connection = try LoopbackConnection(port: server.port)
    for _ in 0..<20 {
      try connection.send(request(token))
      #expect(try connection.response(hasBody: false).status == 204)
    }
    server.signal(SIGKILL)
    _ = server.end()

    let counted = try ProcessRun(
      "python3 -c \"import sqlite3; print(sqlite3.connect('reports.db').execute("
        + "'select site, directive, blocked, reports from report').fetchall())\"; "
        + "cspreg tokens revoke shop.example --reports reports.db", in: scratch.url)
    #expect(
      counted.outputText
        == "[('shop.example', 'img-src', 'https://h.test', 20)]\nshop.example: 1 token revoked.\n",
      "\(counted.errorText)")
    let again = try RunningServer(["--reports", file])
    let other = try LoopbackConnection(port: again.port)
    try other.send(request(token))
    #expect(try other.response().status == 401)
    #expect(again.end() == 0)
  }

  /// From a browser's report to the channel that tells somebody.
  @Test func countedReportsBecomeAlerts() throws {
    let scratch = try TemporaryFolder()
    let file = scratch.path("reports.db")
    func run(_ script: String) throws -> ProcessRun { try ProcessRun(script, in: scratch.url) }
    let tokens = try ["shop.example", "blog.example"].map { site in
      let made = try run("cspreg tokens add \(site) --reports reports.db")
      return (site, made.outputText.filter { $0 != "\n" })
    }
    let server = try RunningServer(["--reports", file])
    let connection = try LoopbackConnection(port: server.port)
    for (site, token) in tokens {
      let report =
        #"{"csp-report": {"document-uri": "https://\#(site)/a?b", "effective-directive": "#
        + #""connect-src", "blocked-uri": "https://ingest-ca.lumenwidget.dev/v1?key=1"}}"#
      try connection.send(
        "POST /reports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \(token)\r\n"
          + "content-type: application/csp-report\r\ncontent-length: \(report.utf8.count)\r\n\r\n"
          + report)
      #expect(try connection.response(hasBody: false).status == 204)
    }
    try Data(
      #"{"channels": [{"name": "out", "type": "stdout"}], "watch": {"state": "state.sqlite"}}"#.utf8
    ).write(to: URL(fileURLWithPath: scratch.path("cspreg.json")))
    // The server still has the file.
    let told = try run("cspreg who --reports reports.db --alert")
    #expect(told.exit == 0)
    #expect(told.outputText.contains("ingest-ca seen blocked on 2 sites; not yet in lumen@2"))
    #expect(told.errorText.contains("\"type\":\"host.reported\""))
    #expect(told.errorText.contains("alerts: ingest-ca.lumenwidget.dev (lumen)"))
    let again = try run("cspreg who --reports reports.db --alert")
    #expect(again.errorText.contains("alerts: none; 1 host told before"))

    let exported = try run("cspreg reports export reports.db --since 2026-01-01")
    #expect(exported.outputText.split(separator: "\n").count == 2)
    #expect(exported.outputText.contains(#""count":1,"first_seen":"2"#))
    let piped = try run("cspreg reports export reports.db | cspreg who --reports - -f json")
    let direct = try run("cspreg who --reports reports.db -f json")
    #expect(piped.outputText == direct.outputText && piped.exit == 0)
    #expect(try run("cspreg reports export reports.db --since 2999-01-01").outputText.isEmpty)
    #expect(try run("cspreg reports export reports.db --since soon").exit == 2)
    #expect(try run("cspreg reports export nothing.db").exit == 3)
    #expect(server.end() == 0)
    // Another program's database is said to be none of ours.
    let foreign = try run(
      "python3 -c \"import sqlite3; c = sqlite3.connect('other.db'); c.execute('create table t(a)'); "
        + "c.execute('pragma user_version = 7'); c.commit()\"; cspreg who --reports other.db")
    #expect(foreign.exit == 3 && foreign.errorText.contains("other.db"))
  }

  @Test func aLogThatNobodyReadsStopsNothing() throws {
    let process = Process()
    process.executableURL = Program.folder.appendingPathComponent("cspreg-server")
    process.arguments = ["--port", "0"]
    process.environment = Program.environment
    let log = Pipe()
    process.standardError = log
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    let line = log.fileHandleForReading.availableData
    let told = try JSONSerialization.jsonObject(with: line) as? [String: Any]
    let connection = try LoopbackConnection(port: try #require(told?["port"] as? Int))
    // A pipe takes 64 KiB; a line has more than 100 bytes.
    let request = "HEAD /vendors/lumen.html HTTP/1.1\r\nhost: x\r\n\r\n"
    for _ in 0..<30 {
      try connection.send(String(repeating: request, count: 100))
      for _ in 0..<100 { #expect(try connection.response(hasBody: false).status == 200) }
      usleep(20_000)
    }
  }

  @Test func aPortThatIsTakenIsSaid() throws {
    let server = try RunningServer()
    let second = try ProcessRun("cspreg serve --port \(server.port)", in: Program.root, seconds: 60)
    #expect(second.exit == 3)
    #expect(second.errorText.contains("cannot be listened on"))
    #expect(server.end() == 0)
  }

  @Test(arguments: [
    ("--port 70000", 2), ("--url ftp://x", 2), ("--rate -1", 2), ("--registry /nowhere", 2),
    ("--reload 0", 2), ("more", 2), ("--help", 0), ("--version", 0),
  ]) func optionsAreChecked(options: String, exit: Int32) throws {
    let run = try ProcessRun("cspreg-server \(options)", in: Program.root, seconds: 60)
    #expect(run.exit == exit, "\(run.errorText)")
  }
}
