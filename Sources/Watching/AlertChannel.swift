public import JSONText
public import ProjectConfiguration

/// A way in which alerts travel.
///
/// Pure: says what is to be sent where; the program sends it. One file in `Channels/` each.
public protocol AlertChannel {
  /// The `type` in `cspreg.json`.
  static var kind: Channel.Kind { get }

  /// Puts a message into the channel's form.
  ///
  /// - Parameter post: The message, with where it goes and what signs it.
  /// - Returns: What is to be done.
  /// - Throws: ``ChannelError`` when the channel's settings are not complete.
  static func delivery(of post: Post) throws(ChannelError) -> Delivery
}

/// A message and what its channel's settings say, references resolved.
public struct Post: Sendable {
  /// The channel.
  public var channel: Channel
  /// Where to; `nil` when the channel names nothing.
  public var address: String?
  /// What signs or authorises it.
  public var secret: String?
  /// The idempotency key.
  public var key: String
  /// The alert.
  public var alert: JSON
  /// When it is sent, in seconds since 1970.
  public var now: Int

  /// Makes a post.
  public init(
    channel: Channel, address: String?, secret: String?, key: String, alert: JSON, now: Int
  ) {
    self.channel = channel
    self.address = address
    self.secret = secret
    self.key = key
    self.alert = alert
    self.now = now
  }

  /// Text for people.
  var message: String { alert["message"]?.string ?? "" }

  /// The first line of the text.
  var title: String { String(message.prefix { $0 != "\n" }) }

  /// The address, without which there is nowhere to send.
  func requireAddress(_ example: String) throws(ChannelError) -> String {
    guard let address, !address.isEmpty else {
      throw ChannelError("it has no \"url\"; write it like \(example).")
    }
    return address
  }
}

/// What is wrong with a channel's settings; never holds a secret.
public struct ChannelError: Error, Sendable, Hashable {
  /// What is wrong and what would be right, one sentence.
  public var message: String

  /// Makes an error.
  public init(_ message: String) { self.message = message }
}
