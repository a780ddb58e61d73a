import Fetching
import Foundation
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct EmailTests {
  static let address = "smtps://mail.example:465?from=a@b.example&to=c@d.example,e@f.example"

  @Test func writesAMail() throws {
    let sent = try #require(
      request(
        try Email.delivery(
          of: post(
            .email, address: Self.address, secret: "me:pass:word", message: "Größe\r\nBcc: x@y\n.")
        )))
    #expect(sent.method == .smtp && sent.url == "smtps://mail.example:465")
    #expect(sent.envelope?.to == ["c@d.example", "e@f.example"])
    #expect(sent.envelope?.user == "me" && sent.envelope?.password == "pass:word")
    let body = try #require(sent.body)
    let parts = body.components(separatedBy: "\r\n\r\n")
    #expect(parts.count == 2)
    let head = parts[0].components(separatedBy: "\r\n")
    #expect(head.contains("To: c@d.example, e@f.example"))
    #expect(head.contains("Message-ID: <msg_1@b.example>"))
    #expect(head.contains("Date: Wed, 18 Nov 2026 11:06:40 +0000"))
    #expect(head.contains { $0.hasPrefix("Subject: =?utf-8?B?") })
    // Text of a page never becomes a header, nor the end of the mail.
    #expect(!head.contains { $0.hasPrefix("Bcc") })
    let text = Base64.decode(parts[1].replacing("\r\n", with: "")) ?? []
    #expect(String(decoding: text, as: UTF8.self) == "Größe\nBcc: x@y\n.\n")
    #expect(throws: Never.self) { try sent.check() }
  }

  @Test(arguments: [nil, "smtps://mail.example", "smtps://mail.example?from=a@b.example"])
  func saysWhatIsMissing(address: String?) {
    #expect(throws: ChannelError.self) { try Email.delivery(of: post(.email, address: address)) }
    #expect(throws: ChannelError.self) {
      try Email.delivery(of: post(.email, address: Self.address, secret: "no-colon"))
    }
  }
}
