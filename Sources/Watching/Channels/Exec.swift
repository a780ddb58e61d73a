import JSONText
import ProjectConfiguration

/// A command, named by `file:PATH`, with the alert as JSON on standard input.
///
/// The message for people is in `CSPREG_MESSAGE`, the key in `CSPREG_KEY`.
enum Exec: AlertChannel {
  static let kind = Channel.Kind.exec

  private static let limit = 100_000

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    guard case .file? = post.channel.url, let path = post.address else {
      throw ChannelError("it has no command; write \"url\": \"file:PATH\".")
    }
    // The system takes no variable longer than 128 KiB; the alert on standard input is whole.
    let message = String(decoding: post.message.utf8.prefix(limit), as: UTF8.self)
    var environment = ["CSPREG_MESSAGE": message, "CSPREG_KEY": post.key]
    if let secret = post.secret { environment["CSPREG_SECRET"] = secret }
    return .command(
      path: path, arguments: [], environment: environment,
      input: Array((post.alert.compact() + "\n").utf8))
  }
}
