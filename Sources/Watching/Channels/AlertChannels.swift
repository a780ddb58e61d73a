public import ProjectConfiguration

/// All ways in which alerts travel.
public enum AlertChannels {
  /// One for each `type` of `cspreg.json`.
  public static let all: [any AlertChannel.Type] = [
    AtomFile.self,
    Email.self,
    Exec.self,
    GitHubIssue.self,
    Slack.self,
    StandardOutput.self,
    Webhook.self,
  ]

  /// Puts a message into its channel's form.
  public static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    guard let channel = all.first(where: { $0.kind == post.channel.kind }) else {
      throw ChannelError("no channel has the type \(post.channel.kind.rawValue).")
    }
    return try channel.delivery(of: post)
  }
}
