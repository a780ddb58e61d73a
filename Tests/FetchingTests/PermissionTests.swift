import Testing

@testable import Fetching

@Suite struct PermissionTests {
  @Test(
    arguments: [
      ("https://a.example/", nil, nil), ("https://a.example:444/", nil, .port),
      ("https://a.example:22/", nil, .port), ("http://a.example/", nil, .plainHTTP),
      ("https://127.0.0.1/", nil, .privateAddress), ("https://[::1]/", nil, .privateAddress),
      ("https://[::ffff:7f00:1]/", nil, .privateAddress),
      ("https://169.254.169.254/latest/meta-data/", nil, .privateAddress),
      ("http://a.example/", "https://a.example/", .plainHTTP),
    ] as [(String, String?, Refusal.Reason?)])
  func strictest(text: String, from: String?, reason: Refusal.Reason?) throws {
    let url = try TargetURL(text)
    let previous = try from.map { try TargetURL($0) }
    #expect(
      Self.reason { () throws(Refusal) in try Permission().check(url, from: previous) } == reason)
  }

  @Test func plainTextOnlyWhenAskedAndNeverAfterEncryption() throws {
    let permission = Permission(plainText: true)
    let plain = try TargetURL("http://a.example/")
    #expect(throws: Never.self) { try permission.check(plain) }
    #expect(throws: Never.self) { try permission.check(plain, from: plain) }
    #expect(throws: Refusal.self) {
      try permission.check(plain, from: TargetURL("https://a.example/"))
    }
    #expect(throws: Refusal.self) { try permission.check(TargetURL("http://a.example:8080/")) }
  }

  @Test func privateOpensAll() throws {
    let permission = Permission(privateAddresses: true)
    for text in ["http://127.0.0.1:8080/", "https://10.0.0.1:1/", "http://[::1]/"] {
      #expect(throws: Never.self) { try permission.check(TargetURL(text)) }
    }
  }

  @Test func mailServersHaveTheirPorts() throws {
    for (text, isAllowed) in [
      ("smtps://m.example", true), ("smtp://m.example", true), ("smtp://m.example:25", true),
      ("smtp://m.example:2525", false), ("smtps://m.example:587", false),
    ] {
      let url = try TargetURL(text, schemes: ["smtp", "smtps"])
      #expect(
        (Self.reason { () throws(Refusal) in try Permission().check(url) } == nil) == isAllowed)
    }
  }

  static func reason(_ body: () throws(Refusal) -> Void) -> Refusal.Reason? {
    do throws(Refusal) {
      try body()
      return nil
    } catch {
      return error.reason
    }
  }
}
