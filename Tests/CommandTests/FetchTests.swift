import Fetching
import Foundation
import JSONText
import Testing

/// `cspreg-fetch` against servers that do everything that servers should not do.
@Suite struct FetchTests {
  /// What a run of `cspreg-fetch` gave.
  struct Fetched {
    let exit: Int32
    let response: FetchResponse
    let body: [UInt8]
    let errors: String

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  let folder: TemporaryFolder
  let site: LoopbackServer

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackServer("site.py", in: folder)
  }

  /// Uses a server that runs already; its log is shared.
  init(site: LoopbackServer) throws {
    folder = try TemporaryFolder()
    self.site = site
  }

  func fetch(
    _ request: FetchRequest, environment: [String: String] = [:]
  ) throws -> Fetched {
    try folder.write(request.json.compact(), to: "request")
    let run = try ProcessRun(
      "exec cspreg-fetch 3> meta", in: folder.url,
      input: URL(fileURLWithPath: folder.path("request")),
      environment: [
        "http_proxy": "", "https_proxy": "", "HTTPS_PROXY": "", "all_proxy": "", "ALL_PROXY": "",
      ].merging(environment) { $1 }, seconds: 60)
    let metadata = try Data(contentsOf: URL(fileURLWithPath: folder.path("meta")))
    return Fetched(
      exit: run.exit, response: try FetchResponse(parsing: Array(metadata), file: "meta"),
      body: run.output, errors: run.errorText)
  }

  func local(_ path: String, host: String = "127.0.0.1", seconds: Int = 5) -> FetchRequest {
    FetchRequest(
      url: "http://\(host):\(site.port)\(path)", permission: Permission(privateAddresses: true),
      limits: .init(bytes: 1 << 20, compressedBytes: 512 << 10, seconds: seconds))
  }

  @Test func fetches() throws {
    let got = try fetch(local("/x"))
    #expect(got.exit == 0)
    #expect(got.text == "page at 127.0.0.1")
    #expect(got.response.mediaType == "text/html" && got.response.charset == "utf-8")
    #expect(got.response.hops.first?.address == "127.0.0.1")
    #expect(
      got.response.sha256
        == "67807c47aec06c64e43ad09be1cdcd33f5eac1d7f674082c81b5a5096ba038b2")
    #expect(got.errors.contains("allow_private"), "what opens private addresses is loud")
    let inflated = try fetch(local("/gzip"))
    #expect(inflated.text == "inflated" && inflated.response.compressedBytes > 8)
  }

  @Test(arguments: [
    ("/redirect?to=/x", 200, 2), ("/count?left=5", 200, 6), ("/redirect?code=301&to=/x", 200, 2),
    ("/redirect?code=307&to=x", 200, 2), ("/code?code=404", 404, 1), ("/code?code=410", 410, 1),
    ("/code?code=500", 500, 1), ("/code?code=300", 300, 1),
  ]) func answers(path: String, code: Int, hops: Int) throws {
    let got = try fetch(local(path))
    #expect(got.exit == 0 && got.response.code == code && got.response.hops.count == hops)
    #expect((got.response.problem == nil) == (code == 200))
  }

  @Test(arguments: [
    ("/loop", "redirects"), ("/count?left=6", "redirects"), ("/big", "too-large"),
    ("/bomb?mib=64", "too-large"), ("/noise", "too-large"), ("/headers", "too-large"),
    ("/reset", "network"), ("/cut", "network"), ("/redirect?to=file:///etc/hostname", "scheme"),
    ("/redirect?to=http://a@127.0.0.1/", "credentials"),
    ("/redirect?to=http://2130706433/", "host"), ("/redirect?to=gopher://127.0.0.1:1/_x", "scheme"),
  ]) func stops(path: String, reason: String) throws {
    let got = try fetch(local(path))
    #expect(got.exit == 3)
    #expect(got.response.reason == reason, "\(got.response.message ?? "")")
    #expect(got.body.count <= 1 << 20)
  }

  /// A server that sends a byte now and then, or nothing, does not hold anybody up.
  @Test(arguments: ["/drip", "/silent"]) func endsInTime(path: String) throws {
    let start = ContinuousClock.now
    let got = try fetch(local(path, seconds: 2))
    #expect(got.response.reason == "timeout")
    #expect(ContinuousClock.now - start < .seconds(8))
  }

  @Test func asksForWhatIsNew() throws {
    let first = try fetch(local("/etag"))
    var request = local("/etag")
    request.etag = first.response.etag
    let second = try fetch(request)
    #expect(second.response.code == 304 && second.body.isEmpty && second.exit == 0)
    request = local("/since")
    request.lastModified = first.response.lastModified
    #expect(try fetch(request).response.code == 304)
  }

  @Test func readsRetryAfter() throws {
    #expect(try fetch(local("/code?code=429&after=7")).response.retryAfter == 7)
  }

  @Test func obeysRobots() throws {
    func robots(_ path: String, _ host: String) throws -> FetchResponse {
      var request = local(path, host: host)
      request.obeysRobots = true
      return try fetch(request).response
    }
    #expect(try robots("/closed", "127.0.0.2").reason == "robots")
    #expect(try robots("/open", "127.0.0.2").code == 200)
    #expect(try robots("/open", "127.0.0.1").code == 200)
    let unavailable = try robots("/open", "127.0.0.203")
    #expect(unavailable.reason == "robots" && unavailable.retryAfter == 120)
    // A redirect does not lead past another site's wishes.
    let other = "http://127.0.0.2:\(site.port)/closed"
    #expect(try robots("/redirect?to=\(other)", "127.0.0.1").reason == "robots")
    #expect(!site.lines.contains { $0.hasPrefix("GET 127.0.0.2") && $0.contains(" /closed") })
  }

  @Test func posts() throws {
    var request = local("/take")
    request.method = .post
    request.body = "{\"ä\": 1}"
    request.headers = [.init("Content-Type", "application/json"), .init("X-Secret", "s3cret")]
    request.userAgent = "tester/1"
    let got = try fetch(request)
    #expect(got.text == "taken: {\"ä\": 1}")
    #expect(site.lines.last?.contains("tester/1") ?? false)
    // A redirect of a POST is an answer, not an invitation.
    request.url = "http://127.0.0.1:\(site.port)/redirect?to=/x"
    #expect(try fetch(request).response.hops.count == 1)
  }

  /// Headers may hold secrets, which another host must not see.
  @Test func headersStayWithTheirHost() throws {
    var request = local("/redirect?to=http://127.0.0.2:\(site.port)/echo")
    request.headers = [.init("X-Secret", "s3cret")]
    #expect(try !fetch(request).text.contains("s3cret"))
    request.url = "http://127.0.0.1:\(site.port)/redirect?to=/echo"
    #expect(try fetch(request).text.contains("s3cret"))
  }

  @Test func sendsMail() throws {
    let mail = try LoopbackServer("mail.py", in: folder)
    var request = FetchRequest(
      method: .smtp, url: "smtp://127.0.0.1:\(mail.port)",
      body: "Subject: x\r\n\r\n.dot\r\nend\r\n",
      envelope: .init(from: "a@b.example", to: ["c@d.example", "e@f.example"]),
      permission: Permission(privateAddresses: true))
    let got = try fetch(request)
    #expect(got.exit == 0 && got.response.code == 250, "\(got.response.message ?? "")")
    #expect(mail.lines.contains("| ..dot") && mail.lines.contains { $0.contains("<e@f.example>") })
    request.envelope?.to = ["refused@d.example"]
    #expect(try fetch(request).response.reason == "mail")
    request.permission = Permission()
    #expect(try fetch(request).response.reason == "port")
    request.url = "smtp://127.0.0.1:25"
    #expect(try fetch(request).response.reason == "private-address")
  }

  @Test func usesTheProxyOfTheEnvironment() throws {
    var request = FetchRequest(url: "http://93.184.216.34/through")
    request.permission.plainText = true
    let proxy = "http://127.0.0.1:\(site.port)"
    let got = try fetch(request, environment: ["http_proxy": proxy])
    #expect(got.response.code == 200 && got.text == "page at 93.184.216.34")
    #expect(site.lines.last?.contains("http://93.184.216.34/through") ?? false)
    request.url = "http://127.0.0.1/"
    #expect(
      try fetch(request, environment: ["http_proxy": proxy]).response.reason == "private-address")
  }

  @Test func refusesBrokenRequests() throws {
    for text in ["", "{", "{\"url\": \"https://a.example\", \"x\": 1}"] {
      try folder.write(text, to: "broken")
      let run = try ProcessRun(
        "cspreg-fetch", in: folder.url, input: URL(fileURLWithPath: folder.path("broken")))
      #expect(run.exit == 2 && run.errorText.contains("standard input:1:"), "\(run.errorText)")
    }
    #expect(try ProcessRun("cspreg-fetch --metadata 77", in: folder.url).exit == 2)
  }
}
