import Fetching
import JSONText
import MessageDigest
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct WebhookTests {
  /// The example of the Standard Webhooks specification.
  @Test func signsAsTheSpecificationDoes() throws {
    let key = try Webhook.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    #expect(
      Webhook.signature(
        key: key, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330,
        body: #"{"test": 2432232314}"#) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func sendsTheAlert() throws {
    let sent = try #require(request(try Webhook.delivery(of: post(.webhook, secret: "s3cret"))))
    #expect(sent.method == .post && sent.url == "https://hooks.example/x")
    #expect(sent.header("Content-Type") == "application/json")
    #expect(sent.header("webhook-id") == "msg_1")
    #expect(sent.header("webhook-timestamp") == "1795000000")
    let body = try #require(sent.body)
    let digest = SHA256.authentication(
      of: Array("msg_1.1795000000.\(body)".utf8), key: Array("s3cret".utf8))
    #expect(sent.header("webhook-signature") == "v1," + Base64.encode(digest))
    let alert = JSON(try JSONNode(parsing: Array(body.utf8), file: "body"))
    #expect(alert["type"]?.string == "requirements.changed")
    #expect(alert["candidate"]?.string == "c7f2a91")
    #expect(!sent.permission.privateAddresses)
    #expect(!body.contains("s3cret"))
  }

  @Test func withoutSecretItIsNotSigned() throws {
    let sent = try #require(request(try Webhook.delivery(of: post(.webhook, isPrivate: true))))
    #expect(sent.header("webhook-signature") == nil)
    #expect(sent.permission.privateAddresses)
  }

  @Test func saysWhatIsMissing() {
    #expect(throws: ChannelError.self) { try Webhook.delivery(of: post(.webhook, address: nil)) }
    let error = #expect(throws: ChannelError.self) {
      try Webhook.delivery(of: post(.webhook, secret: "whsec_not base64"))
    }
    #expect(error?.message.contains("not base64") == false, "a secret must not be said")
  }

  /// RFC 4231, cases 2 and 6.
  @Test func authenticates() {
    func hex(_ bytes: [UInt8]) -> String {
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(
      hex(
        SHA256.authentication(
          of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hex(
        SHA256.authentication(
          of: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
          key: [UInt8](repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }
}
