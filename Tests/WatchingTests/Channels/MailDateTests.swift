import Testing

@testable import Watching

@Suite struct MailDateTests {
  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_288_384, "Sat, 21 Nov 2026 19:13:04 +0000"),
  ])
  func writes(seconds: Int, text: String) { #expect(MailDate.text(seconds) == text) }
}
