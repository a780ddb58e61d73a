import JSONText
import RequirementSamples
import Testing
import VendorRegistry
import VendorRequirements

@testable import WebService

@Suite struct DiffRoutesTests {
  private func ask(_ body: String) async throws -> SampleService.Answer {
    try await SampleService().post("/v1/diff", body)
  }

  private func record(_ lists: String) -> String {
    String(decoding: RecordWriter.bytes(VersionRecord(sample: nil, lists)), as: UTF8.self)
  }

  @Test func publishedVersionsAreCompared() async throws {
    let json = try await ask(#"{"old": "userpilot@1", "new": "userpilot@2"}"#).json()
    #expect(json["cspreg"]?["report"]?.string == "diff")
    #expect(json["summary"]?["added"] == .int(28))
    let only = try await ask(
      #"{"old": "userpilot@1", "new": "userpilot", "profile": "wildcard", "only": "removed"}"#)
    #expect(only.status == 200)
  }

  @Test func recordsOfOnesOwnAreCompared() async throws {
    let old = record("connect-src https://a.acorn.test")
    let new = record("connect-src https://a.acorn.test https://b.acorn.test")
    let json = try await ask("{\"old\": \(old), \"new\": \(new)}").json()
    #expect(json["findings"]?[0]?["source"]?.string == "https://b.acorn.test")
    #expect(json["findings"]?[1] == nil)
    #expect(try await ask("{\"old\": \(old), \"new\": \(old)}").json()["findings"] == .array([]))
  }

  @Test(arguments: [
    (#"{}"#, 400, "\"old\""), (#"{"old": "userpilot@1"}"#, 400, "\"new\""),
    (#"{"old": "x@1", "new": "userpilot"}"#, 404, "no vendor"),
    (#"{"old": {}, "new": "userpilot"}"#, 400, "\"vendor\""),
    (#"{"old": 1, "new": "userpilot"}"#, 400, "object"),
    (#"{"old": "userpilot", "new": "userpilot", "only": "x"}"#, 400, "removed"),
    (#"{"old": "userpilot", "new": "userpilot", "profile": "x"}"#, 404, "no profile"),
  ]) func whatIsWrongIsSaid(body: String, status: Int, words: String) async throws {
    let answer = try await ask(body)
    #expect(answer.status == status && answer.detail.contains(words), "\(answer.detail)")
  }

  /// What a schema can say is wrong is told from what it cannot.
  @Test(arguments: [
    (#"{"source": "a"}, {"source": "a"}"#, 409), (#"{"source": "a", "document": 1}"#, 409),
    (#"{"source": "a", "document": 0, "also": [0]}"#, 409),
    (#"{"source": "a", "document": -1}"#, 400),
    (#"{"source": "a", "also": []}"#, 400), (#"{"source": "a;"}, {"source": "a;"}"#, 400),
    (#"{"source": "a", "line": null}"#, 400), (#"{"source": "a", "document": 0}"#, 200),
  ]) func contradictionsAreConflicts(sources: String, status: Int) async throws {
    let record = """
      {"vendor": "acorn", "recorded": "2026-11-21",
       "documents": [{"url": "https://a.test", "origin": "file", "retrieved": null,
                      "media_type": "text/html", "sha256": null}],
       "profiles": [{"name": "default", "mode": "required", "directives": {"img-src": [\(sources)]}}]}
      """
    #expect(try await ask("{\"old\": \"userpilot\", \"new\": \(record)}").status == status)
  }

  @Test func hugeRecordsAreRefused() async throws {
    let sources = (0...500).map { "https://h\($0).acorn.test" }.joined(separator: " ")
    let new = record("connect-src \(sources)")
    let answer = try await ask("{\"old\": \"userpilot\", \"new\": \(new)}")
    #expect(answer.status == 413)
  }

  @Test func theLargestRecordsTakeNoTime() async throws {
    let sources = (0..<500).map { "https://h\($0).acorn\($0).test" }.joined(separator: " ")
    let others = (0..<500).map { "https://h\($0)-x.acorn.test" }.joined(separator: " ")
    let body = "{\"old\": \(record("img-src \(sources)")), \"new\": \(record("img-src \(others)"))}"
    let start = ContinuousClock.now
    #expect(try await ask(body).status == 200)
    // Seconds on a busy machine, and not minutes.
    #expect(ContinuousClock.now - start < .seconds(120))
  }
}
