import Fetching
import JSONText
import ProjectConfiguration

/// A message in the form that Slack's incoming webhooks take, and others after them.
enum Slack: AlertChannel {
  static let kind = Channel.Kind.slack

  /// The longest text of a section.
  private static let limit = 2900

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    let address = try post.requireAddress("\"env:SLACK_WEBHOOK\"")
    let rest = post.message.dropFirst(post.title.count).drop { $0 == "\n" }
    var blocks: [JSON] = [
      [
        "type": "section",
        "text": ["type": "mrkdwn", "text": .string("*\(escaped(post.title, limit))*")],
      ]
    ]
    if !rest.isEmpty {
      let text = "```\(escaped(String(rest), limit))```"
      blocks.append(["type": "section", "text": ["type": "mrkdwn", "text": .string(text)]])
    }
    blocks.append(
      [
        "type": "context", "elements": [["type": "mrkdwn", "text": .string("`\(post.key)`")]],
      ])
    let body: JSON = ["text": .string(escaped(post.title, limit)), "blocks": .array(blocks)]
    return .request(
      Webhook.request(
        to: address, [.init("Content-Type", "application/json")], body.compact(), post.channel))
  }

  /// A text that calls nobody and stays in its block, cut before it is too long.
  private static func escaped(_ text: String, _ limit: Int) -> String {
    var escaped = ""
    var count = 0
    for character in text {
      let piece =
        switch character {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "`": "'"
        default: String(character)
        }
      count += piece.unicodeScalars.count
      if count > limit { return escaped + "…" }
      escaped += piece
    }
    return escaped
  }
}
