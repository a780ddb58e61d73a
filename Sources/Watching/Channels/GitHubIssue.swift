import Fetching
import JSONText
import ProjectConfiguration

/// An issue in a repository: `https://api.github.com/repos/OWNER/NAME`; the secret is a token.
enum GitHubIssue: AlertChannel {
  static let kind = Channel.Kind.github

  /// The most characters of the text; GitHub takes 65,536 in all.
  private static let limit = 60_000

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    let address = try post.requireAddress("\"https://github.com/OWNER/NAME\"")
    guard let secret = post.secret else {
      throw ChannelError("it has no \"secret\"; write env:NAME of a variable with a token.")
    }
    let body: JSON = [
      "title": .string(String(post.title.prefix(250))),
      // The key makes a second issue about the same thing recognisable.
      "body": .string("\(fenced(String(post.message.prefix(limit))))\n\n<!-- \(post.key) -->\n"),
    ]
    return .request(
      Webhook.request(
        to: api(address) + "/issues",
        [
          .init("Content-Type", "application/json"), .init("Accept", "application/vnd.github+json"),
          .init("Authorization", "Bearer \(secret)"),
        ], body.compact(), post.channel))
  }

  /// The address of the repository for programs.
  private static func api(_ address: String) -> String {
    let site = "https://github.com/"
    var api = address
    if address.hasPrefix(site) {
      api = "https://api.github.com/repos/" + address.dropFirst(site.count)
    }
    while api.hasSuffix("/") { api.removeLast() }
    return api
  }

  /// A text as it stands, whatever back-ticks are in it.
  private static func fenced(_ text: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)text\n\(text)\n\(fence)"
  }
}
