import Gzip
import JSONText
import Testing

@testable import WebService

@Suite struct WebServiceTests {
  @Test(arguments: [
    ("/", "text/html; charset=utf-8"), ("/index.html", "text/html; charset=utf-8"),
    ("/vendors/userpilot.html", "text/html; charset=utf-8"),
    ("/vendors/userpilot/2.html", "text/html; charset=utf-8"),
    ("/vendors/userpilot/1-2.html", "text/html; charset=utf-8"),
    ("/vendors/userpilot.atom", "application/atom+xml; charset=utf-8"),
    ("/hosts/", "text/html; charset=utf-8"),
    ("/hosts/~.userpilot.io.html", "text/html; charset=utf-8"),
    ("/hosts/%7E.userpilot.io.html", "text/html; charset=utf-8"),
    ("/v1/vendors.json", "application/json"), ("/v1/vendors/userpilot/2.json", "application/json"),
    ("/v1/changes/1.json", "application/json"), ("/assets/site.css?x", "text/css; charset=utf-8"),
    ("/feed.atom", "application/atom+xml; charset=utf-8"),
    ("/healthz", "application/json"), ("/openapi.json", "application/json"),
    ("/metrics", "text/plain; version=0.0.4; charset=utf-8"),
    ("/check.html", "text/html; charset=utf-8"),
  ]) func whatIsThereIsServed(target: String, type: String) async throws {
    let answer = try await SampleService().get(target)
    #expect(answer.status == 200)
    #expect(answer.response["content-type"] == type)
    #expect(answer.response["x-content-type-options"] == "nosniff")
    #expect(answer.response["referrer-policy"] == "no-referrer")
    #expect(answer.response["content-security-policy"]?.contains("default-src 'none'") == true)
    #expect(answer.response.body.isEmpty == false)
  }

  @Test(arguments: [
    "/nothing", "/vendors/nobody.html", "/vendors/userpilot/99.html", "/vendors/userpilot",
    "/vendors//", "//", "/hosts/a.test.html", "/hosts/fonts.googleapis.com~p9.html",
    "/v1/vendors/userpilot/0.json", "/v1/changes/0.json", "/v1/changes/99999999999999999999.json",
    "/v1/changes/x.json", "/../Package.swift", "/%2e%2e/log.jsonl", "index.html", "",
    "/problem.html", "/_headers/",
  ]) func whatIsNotThereIsNotFound(target: String) async throws {
    let service = try SampleService()
    let answer = await service.get(target)
    #expect(answer.status == 404 && answer.detail.contains("nothing here"))
    #expect(answer.response["content-type"] == "application/problem+json")
    let page = await service.get(target, headers: ["accept": "text/html,*/*;q=0.8"])
    #expect(page.status == 404)
    #expect(page.response["content-type"] == "text/html; charset=utf-8")
    // Its links work however deep the address was.
    #expect(
      page.text.contains("href=\"/assets/site.css?") && page.text.contains("href=\"/index.html\""))
  }

  @Test func linksOfErrorPagesFollowTheAddress() async throws {
    let registry = try SampleService.read(address: "https://csp.test/registry")
    let page = await (try SampleService(registry: registry))
      .get("/a/b/c", headers: ["accept": "text/html"])
    #expect(page.text.contains("href=\"/registry/index.html\""))
  }

  @Test(arguments: ["/%zz", "/%", "/%ff", "/a%00b", "/%0a%1b"])
  func brokenPathsAreRefused(target: String) async throws {
    #expect(try await SampleService().get(target).status == 400)
  }

  @Test func longPathsAreRefused() async throws {
    let answer = try await SampleService().get("/" + String(repeating: "a", count: 5_000))
    #expect(answer.status == 414)
  }

  @Test func aHeadHasNoBodyButItsLength() async throws {
    let service = try SampleService()
    let whole = await service.get("/vendors/userpilot.html")
    let head = await service.send("HEAD", "/vendors/userpilot.html")
    #expect(head.response.isHeadOnly && !whole.response.isHeadOnly)
    #expect(head.response.fields == whole.response.fields)
    #expect(head.response.body.count == whole.response.body.count)
  }

  @Test(arguments: ["/", "/v1/vendors.json", "/v1/changes?since=3", "/openapi.json", "/check.html"])
  func whoHasItIsToldSo(target: String) async throws {
    let service = try SampleService()
    let first = await service.get(target)
    let tag = try #require(first.response["etag"])
    for value in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
      let again = await service.get(target, headers: ["if-none-match": value])
      #expect(again.status == 304 && again.response.body.isEmpty && again.response["etag"] == tag)
    }
    #expect(await service.get(target, headers: ["if-none-match": "\"x\""]).status == 200)
    let packed = await service.get(target, headers: ["accept-encoding": "gzip"])
    #expect(packed.response["etag"] != tag && packed.response["vary"] == "accept-encoding")
  }

  @Test(arguments: ["/", "/v1/vendors.json", "/v1/changes?since=3", "/metrics", "/openapi.json"])
  func answersAreCompressed(target: String) async throws {
    let service = try SampleService()
    let packed = await service.get(target, headers: ["accept-encoding": "br, gzip;q=0.5"])
    #expect(packed.response["content-encoding"] == "gzip")
    let bytes = try Gzip.expanded(packed.response.body, limit: 1 << 22)
    if target != "/metrics" { #expect(bytes == (await service.get(target)).response.body) }
    let plain = await service.get(target, headers: ["accept-encoding": "gzip;q=0, br"])
    #expect(plain.response["content-encoding"] == nil)
  }

  /// What is at hand is what would be answered, and only files that were asked for before are.
  @Test(arguments: ["/", "/vendors/userpilot.html", "/v1/vendors.json", "/hosts/", "/feed.atom"])
  func filesAreAtHandOnceTheyWereAskedFor(target: String) async throws {
    let service = try SampleService(registry: SampleService.read())
    func atHand(_ headers: [String: String] = [:], _ method: String = "GET") -> WebResponse? {
      service.service.responseAtHand(
        to: WebRequest(
          method: method, target: target, client: { "" }, header: { headers[$0] }))
    }
    #expect(atHand() == nil)
    let first = await service.get(target)
    let tag = try #require(first.response["etag"])
    let cases: [([String: String], String)] = [
      ([:], "GET"), ([:], "HEAD"), (["if-none-match": tag], "GET"),
      (["accept-encoding": "gzip"], "GET"), (["accept-encoding": "gzip"], "HEAD"),
    ]
    // Nobody asked for it compressed yet.
    #expect(atHand(["accept-encoding": "gzip"]) == nil)
    for (headers, method) in cases {
      let asked = await service.send(method, target, headers: headers).response
      let found = try #require(atHand(headers, method))
      #expect(found.status == asked.status && found.fields == asked.fields)
      #expect(found.body == asked.body && found.isHeadOnly == asked.isHeadOnly)
      #expect(found.sentForm != nil && found.route == "site")
    }
    #expect(atHand([:], "POST") == nil && atHand([:], "get") == nil)
    let counted = await service.get("/metrics").text
    #expect(counted.contains("route=\"site\",status=\"200\"} 9"))
  }

  @Test(arguments: ["/healthz", "/check.html", "/nothing", "/%2e", "x", "/metrics", "/v1/diff"])
  func onlyFilesAreAtHand(target: String) async throws {
    let service = try SampleService()
    _ = await service.get(target)
    #expect(
      service.service.responseAtHand(
        to: WebRequest(method: "GET", target: target, client: { "" }, header: { _ in nil })) == nil)
  }

  @Test(arguments: [
    ("POST", "/", "GET, HEAD"), ("DELETE", "/vendors/userpilot.html", "GET, HEAD"),
    ("TRACE", "/healthz", "GET, HEAD, OPTIONS"), ("GET", "/v1/impact", "POST, OPTIONS"),
    ("PUT", "/check.html", "GET, HEAD, POST, OPTIONS"), ("get", "/healthz", "GET, HEAD, OPTIONS"),
  ]) func otherMethodsAreRefused(method: String, target: String, allowed: String) async throws {
    let answer = try await SampleService().send(method, target)
    #expect(answer.status == 405 && answer.response["allow"] == allowed)
  }

  @Test func pagesOfOtherSitesMayAsk() async throws {
    let service = try SampleService()
    let options = await service.send("OPTIONS", "/v1/impact")
    #expect(options.status == 204 && options.response["access-control-allow-origin"] == "*")
    #expect(options.response["access-control-allow-headers"]?.contains("content-type") == true)
    #expect(await service.get("/v1/head.json").response["access-control-allow-origin"] == "*")
    #expect(await service.get("/").response["access-control-allow-origin"] == nil)
    #expect(
      await service.send("OPTIONS", "/check.html").response["access-control-allow-origin"] == nil)
  }

  @Test func bodiesAreHeldToTheirTypeAndSize() async throws {
    let service = try SampleService()
    let json = "application/json; charset=utf-8"
    #expect(await service.post("/v1/impact", "{}", type: "text/plain").status == 415)
    #expect(await service.send("POST", "/v1/impact", body: [0x7B, 0x7D]).status == 415)
    #expect(await service.post("/v1/impact", #"{"policy": ""}"#, type: json).status == 200)
    let large = String(repeating: " ", count: 1 << 20) + "{}"
    #expect(await service.post("/v1/impact", large).status == 413)
    let lying = await service.post("/v1/impact", "{}", headers: ["content-length": "99999999999"])
    #expect(lying.status == 413)
  }

  @Test func compressedBodiesAreExpandedUpToTheSameSize() async throws {
    let service = try SampleService()
    func send(_ body: [UInt8], _ coding: String = "gzip") async -> SampleService.Answer {
      await service.send(
        "POST", "/v1/impact",
        headers: ["content-type": "application/json", "content-encoding": coding], body: body)
    }
    let question = Array(#"{"policy": "default-src 'self'", "vendors": ["userpilot"]}"#.utf8)
    let packed = try Gzip.compressed(question)
    #expect(await send(packed).status == 200)
    #expect(await send(Array(packed.dropLast())).status == 400)
    #expect([400, 413].contains(await send(question).status))
    #expect(await send(question, "br").status == 415)
    #expect(await send(packed, "gzip, gzip").status == 415)
    // A bomb that says its size, and one that lies about it.
    var bomb = try Gzip.compressed([UInt8](repeating: 0x20, count: 200 << 20))
    #expect(bomb.count < 1 << 20)
    #expect(await send(bomb).status == 413)
    bomb.replaceSubrange(bomb.count - 4..<bomb.count, with: [9, 0, 0, 0])
    #expect(await send(bomb).status == 400)
  }

  @Test func deeplyNestedBodiesAreRefused() async throws {
    let service = try SampleService()
    for opening in ["[", "{\"policy\":", "{\"old\":{\"a\":"] {
      let body = String(repeating: opening, count: 30_000)
      for path in ["/v1/impact", "/v1/diff"] {
        let answer = await service.post(path, body)
        #expect(answer.status == 400)
      }
    }
  }

  @Test func clientsAreHeldToTheirRate() async throws {
    let service = try SampleService(rate: 0.5)
    let body = #"{"policy": ""}"#
    for _ in 0..<3 { #expect(await service.post("/v1/impact", body).status == 200) }
    let refused = await service.post("/v1/impact", body)
    #expect(refused.status == 429 && refused.response["retry-after"] == "2")
    // Pages are free, and so are other clients.
    #expect(await service.get("/").status == 200)
    let other = await service.send(
      "POST", "/v1/impact", headers: ["content-type": "application/json"], body: Array(body.utf8),
      client: "192.0.2.2")
    #expect(other.status == 200)
    service.clock.move(2)
    #expect(await service.post("/v1/impact", body).status == 200)
    #expect(await service.post("/v1/impact", body).status == 429)
  }

  @Test func slowAndBrokenBodiesAreAnswered() async throws {
    let service = try SampleService()
    let response = await service.service.respond(
      to: WebRequest(
        method: "POST", target: "/v1/impact", client: { "" },
        header: { $0 == "content-type" ? "application/json" : nil })
    ) { _ throws(WebService.BodyFailure) in throw .tooSlow }
    #expect(response.status == 408)
  }

  @Test func whatWasAnsweredIsCounted() async throws {
    let service = try SampleService()
    _ = await service.get("/")
    _ = await service.get("/?x=1")
    _ = await service.get("/nothing-\"\n")
    _ = await service.post("/v1/impact", "{")
    let text = await service.get("/metrics").text
    #expect(text.contains("cspreg_requests_total{route=\"site\",status=\"200\"} 2\n"))
    #expect(text.contains("cspreg_requests_total{route=\"none\",status=\"400\"} 1\n"))
    #expect(text.contains("cspreg_requests_total{route=\"/v1/impact\",status=\"400\"} 1\n"))
    #expect(text.contains("cspreg_request_seconds_bucket{route=\"site\",le=\"+Inf\"} 2\n"))
    #expect(text.contains("cspreg_requests_underway 1\n"))
    #expect(text.contains("cspreg_registry_head "))
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.wholeMatch(of: /cspreg_[a-z_]+(\{[^{}]*\})? [0-9.e+-]+/) != nil, "\(line)")
    }
  }

  @Test func anotherRegistryTakesItsPlace() async throws {
    let service = try SampleService()
    let address = "https://csp.test/"
    #expect(await service.get("/").text.contains(address) == false)
    service.current.replace(by: try SampleService.read(address: address))
    #expect(await service.get("/").text.contains("href=\"\(address)\""))
  }

  @Test func furtherRoutesFindTheirPlace() async throws {
    struct Echo: RouteGroup {
      var routes: [Route] {
        [
          Route(.post, "/echo", body: Route.Body(types: ["text/plain"], limit: 5)) {
            _, body throws(Problem) in
            if body.isEmpty { throw Problem(.unauthorized, "Say something.") }
            return WebResponse(.accepted, type: "text/plain", body: body)
          }
        ]
      }
    }
    let service = try SampleService(groups: [Echo()])
    let answer = await service.post("/echo", "hello", type: "text/plain")
    #expect(answer.status == 202 && answer.text == "hello")
    #expect(await service.post("/echo", "", type: "text/plain").status == 401)
    #expect(await service.post("/echo", "hello!", type: "text/plain").status == 413)
  }
}
