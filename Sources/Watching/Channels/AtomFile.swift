import Diagnostics
import JSONText
import Reporting
import ProjectConfiguration

/// A feed in a file, `file:alerts.atom`, that readers subscribe to (RFC 4287).
enum AtomFile: AlertChannel {
  static let kind = Channel.Kind.atom

  /// The most entries that stay in the feed.
  static let limit = 100

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    guard case .file? = post.channel.url, let path = post.address else {
      throw ChannelError("it has no file; write \"url\": \"file:alerts.atom\".")
    }
    let entry = entry(post)
    let (key, name, now) = (post.key, post.channel.name, post.now)
    return .file(path: path) { old in feed(old, adding: entry, key: key, name: name, now: now) }
  }

  private static func entry(_ post: Post) -> String {
    AtomFeed.Entry(
      id: "urn:cspreg:\(post.key)", title: post.title, updated: Moment.text(post.now),
      content: post.message
    ).element
  }

  /// The feed with one more entry in front; a key that is there already is not added again.
  private static func feed(
    _ old: [UInt8], adding entry: String, key: String, name: String, now: Int
  ) -> [UInt8] {
    var entries: [Substring] = []
    let text = String(decoding: old, as: UTF8.self)
    var rest = text[...]
    while let from = rest.firstRange(of: AtomFeed.entryStart),
      let to = rest[from.upperBound...].firstRange(of: AtomFeed.entryEnd)
    {
      entries.append(rest[from.lowerBound..<to.upperBound])
      rest = rest[to.upperBound...]
    }
    if entries.contains(where: { $0.contains("urn:cspreg:\(key)<") }) { return old }
    let feed = AtomFeed(
      id: "urn:cspreg:alerts:\(name)", title: "cspreg alerts", updated: Moment.text(now))
    return Array(feed.document([entry[...]] + entries.prefix(limit - 1)).utf8)
  }
}
