import JSONText
import Testing

@testable import Fetching

@Suite struct FetchRequestTests {
  @Test func readsWhatItWrites() throws {
    var request = FetchRequest(
      method: .post, url: "https://a.example/", headers: [.init("X-A", "b")], body: "{\"a\": 1}",
      etag: "\"e\"", lastModified: "then", userAgent: "me", obeysRobots: true,
      permission: Permission(plainText: true, privateAddresses: true),
      limits: .init(bytes: 1, compressedBytes: 2, seconds: 3, redirects: 4))
    #expect(try FetchRequest(parsing: Array(request.json.compact().utf8), file: "t") == request)
    request = FetchRequest(
      method: .smtp, url: "smtps://m.example",
      envelope: .init(from: "a@b.example", to: ["c@d.example"], user: "u", password: "p"))
    #expect(try FetchRequest(parsing: Array(request.json.compact().utf8), file: "t") == request)
  }

  @Test(arguments: [
    "{}", "[]", "{\"url\": 1}", "{\"url\": \"x\", \"metod\": \"GET\"}",
    "{\"url\": \"x\", \"method\": \"PUT\"}", "{\"url\": \"x\", \"limits\": {\"byte\": 1}}",
    "{\"url\": \"x\", \"headers\": [{\"name\": \"x\"}]}", "{\"url\": \"x\", \"url\": \"y\"}",
    "{\"url\": \"x\", \"from\": \"a@b\"}",
  ]) func refusesWhatItDoesNotKnow(text: String) {
    #expect(throws: JSONError.self) { try FetchRequest(parsing: Array(text.utf8), file: "t") }
  }

  /// Nothing of a request may become more than it is on the wire.
  @Test func refusesWhatWouldSmuggle() {
    let mail = FetchRequest(
      method: .smtp, url: "smtps://m.example",
      envelope: .init(from: "a@b.example", to: ["c@d.example"]))
    let changes: [(inout FetchRequest) -> Void] = [
      { $0.headers = [.init("X-A", "b\r\nHost: other")] }, { $0.headers = [.init("X A", "b")] },
      { $0.headers = [.init("", "b")] }, { $0.headers = [.init("X:", "b")] },
      { $0.etag = "\"a\nb\"" }, { $0.lastModified = "\u{0}" }, { $0.userAgent = "a\r" },
      { $0.envelope?.to = ["c@d.example\r\nDATA"] }, { $0.envelope?.to = ["<c@d.example>"] },
      { $0.envelope?.to = [] }, { $0.envelope?.from = "nobody" },
      { $0.envelope?.password = "a\nb" }, { $0.envelope = nil }, { $0.limits.seconds = 0 },
      { $0.limits.redirects = 21 }, { $0.limits.bytes = 0 },
    ]
    #expect(throws: Never.self) { try mail.check() }
    for change in changes {
      var request = mail
      change(&request)
      #expect(throws: Refusal.self) { try request.check() }
    }
    #expect(throws: Refusal.self) { try FetchRequest(url: "https://a.example", body: "x").check() }
  }
}
