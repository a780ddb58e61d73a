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
      ["type": "section", "text": ["type": "mrkdwn", "text": .string("*\(escaped(post.title))*")]]
    ]
    if !rest.isEmpty {
      let text = escaped(String(rest)).prefix(limit)
      blocks.append(
        ["type": "section", "text": ["type": "mrkdwn", "text": .string("```\(text)```")]])
    }
    blocks.append(
      [
        "type": "context", "elements": [["type": "mrkdwn", "text": .string("`\(post.key)`")]],
      ])
    let body: JSON = ["text": .string(escaped(post.title)), "blocks": .array(blocks)]
    return .request(
      Webhook.request(
        to: address, [.init("Content-Type", "application/json")], body.compact(), post.channel))
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "`": escaped += "'"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
