public import Fetching

/// What a channel wants done with a message; carried out by the program, not here.
public enum Delivery: Sendable {
  /// A request for `cspreg-fetch`, and which codes mean that it arrived.
  case request(FetchRequest)
  /// A command with the message on standard input.
  case command(path: String, arguments: [String], environment: [String: String], input: [UInt8])
  /// A change of a file: what it holds then, of what it held before.
  case file(path: String, change: @Sendable ([UInt8]) -> [UInt8])
  /// A line on standard output.
  case line(String)
}

/// How a delivery went.
public enum DeliveryResult: Sendable, Hashable {
  /// It arrived.
  case delivered
  /// It may arrive later; the receiver may have asked to wait some seconds.
  case failed(String, retryAfter: Int?)
  /// It will never arrive as it is.
  case refused(String)
  /// The receiver wants no more messages.
  case gone(String)

  /// What an answer of the web means for a message.
  public init(_ response: FetchResponse) {
    switch response.outcome {
    case .refused: self = .refused(response.message ?? "the request was refused.")
    case .failed:
      self = .failed(response.message ?? "the request failed.", retryAfter: response.retryAfter)
    case .answered:
      let code = response.code ?? 0
      switch code {
      case 200..<300: self = .delivered
      case 410: self = .gone("the receiver answered 410: it wants no more messages.")
      case 408, 425, 429, 500...:
        self = .failed("the receiver answered \(code).", retryAfter: response.retryAfter)
      default: self = .refused("the receiver answered \(code).")
      }
    }
  }
}

/// A message on its way to a channel.
public struct OutboxMessage: Sendable, Hashable {
  /// Number in the outbox.
  public var id: Int
  /// The idempotency key: the same for every attempt.
  public var key: String
  /// Name of the channel.
  public var channel: String
  /// The kind of alert.
  public var type: String
  /// Vendor id.
  public var vendor: String?
  /// The candidate that it is about.
  public var candidate: String?
  /// How serious it is.
  public var level: String
  /// The alert as JSON, or what of it a person reads in a digest.
  public var body: String
  /// What became of it: `pending`, `digest`, `delivered`, `dead`, `resolved`.
  public var status: String
  /// Attempts so far.
  public var attempts: Int
  /// When it was written, in seconds since 1970.
  public var createdAt: Int
  /// When it is tried next.
  public var dueAt: Int
  /// When it arrived or was given up.
  public var endedAt: Int?
  /// What the last attempt met.
  public var problem: String?
}
