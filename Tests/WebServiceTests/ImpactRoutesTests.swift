import JSONText
import RequirementSamples
import Testing
import ThreadTime
import VendorRegistry

@testable import WebService

@Suite struct ImpactRoutesTests {
  private func ask(_ body: String) async throws -> SampleService.Answer {
    try await SampleService().post("/v1/impact", body)
  }

  @Test func aPolicyIsHeldAgainstAVendor() async throws {
    let answer = try await ask(
      #"{"policy": "connect-src 'self'", "vendors": ["userpilot"], "profiles": ["detailed"]}"#)
    let json = try answer.json()
    #expect(json["cspreg"]?["report"]?.string == "check")
    let result = try #require(json["results"]?[0])
    #expect(result["vendor"]?.string == "userpilot" && result["result"]?.string == "incomplete")
    #expect(result["missing"]?[0]?["directive"]?.string == "connect-src")
    let fixed = try #require(json["fixed"]?.string)
    // What was mended needs nothing more.
    let body: JSON = [
      "policy": .string(fixed), "vendors": ["userpilot"], "profiles": ["detailed"],
    ]
    let again = try await ask(body.compact())
    #expect(try again.json()["results"]?[0]?["result"]?.string == "meets")
    #expect(try again.json()["fixed"] == .null)
  }

  @Test func aChangeBreaksWhatMetTheOldVersion() async throws {
    let service = try SampleService()
    let shown = try await service.post(
      "/v1/impact",
      #"{"policy": "default-src 'none'", "vendors": ["userpilot@1"], "profiles": ["default"]}"#
    ).json()
    let met = try #require(shown["fixed"]?.string)
    let body: JSON = [
      "policy": .string(met), "changes": [["from": "userpilot@1", "to": "userpilot@2"]],
    ]
    let json = try await service.post("/v1/impact", body.compact()).json()
    #expect(json["cspreg"]?["report"]?.string == "impact")
    #expect(json["results"]?[0]?["result"]?.string == "breaks")
    #expect(json["results"]?[0]?["from"] == .int(1) && json["results"]?[0]?["to"] == .int(2))
    #expect(json["summary"]?["breaks"] == .int(1))
  }

  @Test func withoutAVendorThoseCountThatAreNamed() async throws {
    let json = try await ask(
      #"{"policy": "connect-src https://analytex.userpilot.io https://a.test"}"#
    ).json()
    #expect(json["results"]?[0]?["vendor"]?.string == "userpilot")
    #expect(json["results"]?[1] == nil)
    #expect(try await ask(#"{"policy": "default-src *"}"#).json()["results"] == .array([]))
  }

  @Test func headersAreReadAsAResponse() async throws {
    let body = """
      {"headers": [
        {"name": "Server", "value": "x"},
        {"name": "Content-Security-Policy", "value": "connect-src 'self'"},
        {"name": "content-security-policy", "value": "connect-src *"}
      ], "url": "https://app.userpilot.io/x", "vendors": ["userpilot"]}
      """
    let json = try await ask(body).json()
    let fixed = try #require(json["fixed"]?.string)
    #expect(fixed.contains("content-security-policy: connect-src 'self' https://"))
    // Two headers of one response are enforced together.
    #expect(json["results"]?[1] == nil)
    let none = try await ask(#"{"headers": [], "vendors": ["userpilot"]}"#).json()
    #expect(none["results"]?[0]?["result"]?.string == "meets")
    #expect(none["diagnostics"]?[0]?["rule"]?.string == "no-policy")
  }

  @Test(arguments: [
    "HTTP/2 200\\r\\ncontent-type: text/html\\r\\ncontent-security-policy: connect-src 'self'\\r\\n\\r\\n",
    "location / {\\n  add_header Content-Security-Policy \\\"connect-src 'self'\\\" always;\\n}\\n",
    "<meta http-equiv=\\\"Content-Security-Policy\\\" content=\\\"connect-src 'self'\\\">",
    "connect-src 'self'",
  ]) func anythingThatPeoplePasteIsRead(text: String) async throws {
    let json = try await ask(#"{"text": "\#(text)", "vendors": ["userpilot"]}"#).json()
    #expect(json["results"]?[0]?["result"]?.string == "incomplete", "\(json)")
    #expect(json["fixed"]?.string?.contains("connect-src 'self' https://") == true)
  }

  @Test func aTextWithoutAPolicySaysSo() async throws {
    let json = try await ask(#"{"text": "Dear all, hello."}"#).json()
    #expect(json["results"] == .array([]))
    #expect(json["diagnostics"]?[0]?["rule"]?.string == "no-policy")
  }

  @Test(arguments: [
    (#"{}"#, 400, "one of"), (#"[]"#, 400, "an object"), ("", 400, ""), ("{", 400, ""),
    (#"{"policy": 1}"#, 400, "string"), (#"{"policy": "", "text": ""}"#, 400, "one of"),
    (#"{"policy": "", "polcy": ""}"#, 400, "did you mean"),
    (#"{"policy": "", "delivery": "x"}"#, 400, "report-only"),
    (#"{"text": "", "delivery": "meta"}"#, 400, "delivery"),
    (#"{"policy": "", "url": "nowhere"}"#, 400, "https://"),
    (#"{"policy": "", "url": "file:///etc/passwd"}"#, 400, "https://"),
    (#"{"policy": "", "vendors": "userpilot"}"#, 400, "array"),
    (#"{"policy": "", "vendors": ["Userpilot"]}"#, 400, "lower-case"),
    (#"{"policy": "", "vendors": ["userpilott"]}"#, 404, "did you mean userpilot"),
    (#"{"policy": "", "vendors": ["userpilot@99"]}"#, 404, "no such version"),
    (#"{"policy": "", "vendors": ["userpilot"], "profiles": ["x"]}"#, 404, "detailed"),
    (#"{"policy": "", "vendors": [], "changes": []}"#, 400, "not both"),
    (#"{"policy": "", "changes": [{"from": "userpilot@1", "to": "clerk@1"}]}"#, 409, "different"),
    (#"{"policy": "", "regions": null}"#, 400, "leave it out"),
    (#"{"policy": "", "regions": ["EU"]}"#, 400, "lower-case"),
    (#"{"headers": [{"name": "a", "value": "b\nc"}]}"#, 400, "one line"),
  ]) func whatIsWrongIsSaid(body: String, status: Int, words: String) async throws {
    let answer = try await ask(body)
    #expect(answer.status == status)
    #expect(answer.detail.contains(words), "\(answer.detail)")
    #expect(answer.response["content-type"] == "application/problem+json")
  }

  @Test func problemsSayWhereTheyAre() async throws {
    let json = try await ask("{\n  \"policy\": \"\",\n  \"vendor\": []\n}").json()
    #expect(json["line"] == .int(3) && json["column"] == .int(3))
  }

  @Test func listsAndTextsAreHeldToTheirSize() async throws {
    let many = JSON.array((0...50).map { .string("v\($0)") })
    let body: JSON = ["policy": "", "vendors": many]
    #expect(try await ask(body.compact()).status == 400)
    let long: JSON = ["policy": .string(String(repeating: "a", count: 60_001))]
    #expect(try await ask(long.compact()).status == 400)
    let commas: JSON = ["policy": .string(String(repeating: "img-src a,", count: 101))]
    #expect(try await ask(commas.compact()).status == 413)
    let dumps = String(repeating: "HTTP/1.1 200\ncontent-security-policy: img-src a\n\n", count: 21)
    let pages: JSON = ["text": .string(dumps), "vendors": ["userpilot"]]
    #expect(try await ask(pages.compact()).status == 413)
  }

  /// The worst that fits must not take long: all of it is worked on before anybody else is.
  @Test func theWorstQuestionsTakeNoTime() throws {
    let registry = try SampleService.registry.get()
    let all = registry.registry.vendors
    let sources = (0..<2_000).map { "https://host\($0).acorn.test" }.joined(separator: " ")
    let policies = [
      "connect-src \(sources)", "default-src \(sources)",
      String(repeating: "img-src a;", count: 5_900),
      String(repeating: "img-src 'self' https://*.userpilot.io,", count: 100),
      String(repeating: "*.", count: 29_000), String(repeating: "'", count: 59_000),
      "script-src " + String(repeating: "'nonce- ", count: 7_000),
    ]
    for policy in policies {
      let body: JSON = [
        "policy": .string(policy), "vendors": .array(all.prefix(50).map { .string($0) }),
      ]
      let question = try PolicyQuestion(parsing: Array(body.compact().utf8))
      let time = try threadSeconds {
        let answer = try PolicyAnswer(question, registry)
        #expect(answer.results.count == min(50, all.count))
      }
      #expect(time < 30, "\(policy.prefix(40)): \(time) s")
    }
  }
}
