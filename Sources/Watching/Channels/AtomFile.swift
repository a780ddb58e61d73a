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

  private static let start = "  <entry>"
  private static let end = "  </entry>\n"

  private static func entry(_ post: Post) -> String {
    """
    \(start)
        <id>urn:cspreg:\(post.key)</id>
        <title>\(escaped(post.title))</title>
        <updated>\(Moment.text(post.now))</updated>
        <content type="text">\(escaped(post.message))</content>
    \(end)
    """.replacing("\(end)\n", with: end)
  }

  /// The feed with one more entry in front; a key that is there already is not added again.
  private static func feed(
    _ old: [UInt8], adding entry: String, key: String, name: String, now: Int
  ) -> [UInt8] {
    var entries: [Substring] = []
    let text = String(decoding: old, as: UTF8.self)
    var rest = text[...]
    while let from = rest.firstRange(of: start),
      let to = rest[from.upperBound...].firstRange(of: end)
    {
      entries.append(rest[from.lowerBound..<to.upperBound])
      rest = rest[to.upperBound...]
    }
    if entries.contains(where: { $0.contains("urn:cspreg:\(key)<") }) { return old }
    let head = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
        <id>urn:cspreg:alerts:\(escaped(name))</id>
        <title>cspreg alerts</title>
        <author><name>cspreg</name></author>
        <updated>\(Moment.text(now))</updated>

      """
    let kept = [entry[...]] + entries.prefix(limit - 1)
    return Array((head + kept.joined() + "</feed>\n").utf8)
  }

  /// Escaped text that keeps its lines.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { Markup.escaped(String($0)) }.joined(separator: "\n")
  }
}
