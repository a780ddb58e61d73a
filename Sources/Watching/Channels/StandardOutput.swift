import JSONText
import ProjectConfiguration

/// A line of JSON on standard output.
enum StandardOutput: AlertChannel {
  static let kind = Channel.Kind.stdout

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    var alert = post.alert
    if case .object(var members) = alert {
      members.insert(JSON.Member("id", .string(post.key)), at: 1)
      alert = .object(members)
    }
    return .line(alert.compact())
  }
}
