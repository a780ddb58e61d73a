import Fetching
import JSONText
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct SlackTests {
  @Test func writesBlocks() throws {
    let sent = try #require(
      request(
        try Slack.delivery(
          of: post(.slack, message: "Acorn: <b> & more\nline ``` two <!channel>"))))
    let body = JSON(try JSONNode(parsing: Array((sent.body ?? "").utf8), file: "body"))
    #expect(body["text"]?.string == "Acorn: &lt;b&gt; &amp; more")
    let blocks = try #require(body["blocks"]?.elements)
    #expect(blocks.count == 3)
    // Nothing of a page can call people or leave the block.
    #expect(blocks[1]["text"]?["text"]?.string == "```line ''' two &lt;!channel&gt;```")
    #expect(blocks[2].compact().contains("msg_1"))
  }

  @Test func staysShort() throws {
    let long = "Title\n" + String(repeating: "x", count: 10_000)
    let sent = try #require(request(try Slack.delivery(of: post(.slack, message: long))))
    #expect((sent.body ?? "").utf8.count < 3500)
  }

  /// Slack refuses a section of more than 3,000 characters, and half an escape is no escape.
  @Test func noPartIsTooLong() throws {
    let title = String(repeating: "<", count: 4000)
    let sent = try #require(request(try Slack.delivery(of: post(.slack, message: title))))
    let body = JSON(try JSONNode(parsing: Array((sent.body ?? "").utf8), file: "body"))
    let text = try #require(body["text"]?.string)
    #expect(text.count < 3000 && text.hasSuffix("&lt;…"))
    #expect((body["blocks"]?[0]?["text"]?["text"]?.string?.count ?? 9999) < 3000)
  }
}
