import Diagnostics
import GRDB
public import JSONText
public import ProjectConfiguration

/// Delivers what is in the outbox: at least once, each message under one key.
public struct Sender {
  private let store: WatchStore
  private let channels: [Channel]
  private let around: WatchSurroundings
  /// The value of a reference: of an environment variable, or a file's first line.
  private let resolve: (Channel.Reference) throws(ChannelError) -> String
  /// The path of a file that a channel names, for commands and feeds.
  private let path: (String) -> String

  /// Prepares deliveries.
  ///
  /// - Parameters:
  ///   - store: Where the messages are.
  ///   - channels: Where they go.
  ///   - around: Time, chance, and who carries deliveries out.
  ///   - resolve: Reads addresses and secrets that stand elsewhere.
  ///   - path: Finds files that channels name.
  public init(
    store: WatchStore, channels: [Channel], around: WatchSurroundings,
    resolve: @escaping (Channel.Reference) throws(ChannelError) -> String,
    path: @escaping (String) -> String
  ) {
    self.store = store
    self.channels = channels
    self.around = around
    self.resolve = resolve
    self.path = path
  }

  /// Delivers what is due; a channel that fails is left alone until its next time.
  ///
  /// - Returns: How many messages arrived.
  public func run() throws -> Int {
    try store.forgetTheFuture(now: around.now())
    try writeDigests()
    var delivered = 0
    var waiting = Set(channels.map(\.name))
    while true {
      let messages = try store.dueMessages(now: around.now(), channels: waiting)
      if messages.isEmpty { return delivered }
      try around.reach(.beforeDelivery)
      let results = send(messages)
      try around.reach(.delivered)
      for (message, result) in zip(messages, results) {
        try note(result, of: message)
        if result == .delivered { delivered += 1 } else { waiting.remove(message.channel) }
        try around.reach(.deliveryNoted)
      }
    }
  }

  /// Sends messages, one a channel, all at once.
  private func send(_ messages: [OutboxMessage]) -> [DeliveryResult] {
    var results = [DeliveryResult?](repeating: nil, count: messages.count)
    var deliveries: [Delivery] = []
    var places: [Int] = []
    for (index, message) in messages.enumerated() {
      guard let channel = channels.first(where: { $0.name == message.channel }) else { continue }
      do throws(ChannelError) {
        deliveries.append(try delivery(message, channel))
        places.append(index)
      } catch {
        results[index] = .refused(error.message)
      }
    }
    for (place, result) in zip(places, around.deliver(deliveries)) { results[place] = result }
    return results.map { $0 ?? .failed("it was not tried.", retryAfter: nil) }
  }

  private func delivery(
    _ message: OutboxMessage, _ channel: Channel
  ) throws(ChannelError) -> Delivery {
    let alert: JSON
    do throws(JSONError) {
      alert = try JSON(parsing: message.body)
    } catch {
      throw ChannelError("the stored message cannot be read.")
    }
    return try Sender.delivery(
      of: alert, key: message.key, to: channel, now: around.now(), resolve: resolve, path: path)
  }

  /// Puts an alert into a channel's form, its references resolved.
  public static func delivery(
    of alert: JSON, key: String, to channel: Channel, now: Int,
    resolve: (Channel.Reference) throws(ChannelError) -> String, path: (String) -> String
  ) throws(ChannelError) -> Delivery {
    var address: String?
    if let url = channel.url {
      if case .file(let file) = url, [.exec, .atom].contains(channel.kind) {
        address = path(file)
      } else {
        address = try resolve(url)
      }
    }
    var secret: String?
    if let reference = channel.secret { secret = try resolve(reference) }
    return try AlertChannels.delivery(
      of: Post(
        channel: channel, address: address, secret: secret, key: key, alert: alert, now: now))
  }

  /// Writes down how a delivery went; a dead message alarms on the other channels.
  private func note(_ result: DeliveryResult, of message: OutboxMessage) throws {
    let now = around.now()
    let random = around.random()
    try store.write { database in
      let attempts = message.attempts + 1
      func end(_ status: String, _ problem: String?) throws {
        try database.execute(
          sql: """
            UPDATE outbox SET status = ?, attempts = ?, ended_at = ?, problem = ? WHERE id = ?
            """, arguments: [status, attempts, now, problem, message.id])
      }
      func again(_ problem: String, _ retryAfter: Int?) throws {
        let wait = Backoff.seconds(attempts: attempts, retryAfter: retryAfter, random: random)
        try database.execute(
          sql: "UPDATE outbox SET attempts = ?, due_at = ?, problem = ? WHERE id = ?",
          arguments: [attempts, now + wait, problem, message.id])
      }
      switch result {
      case .delivered: try end("delivered", nil)
      case .failed(let problem, let retryAfter):
        guard now - message.createdAt > Backoff.patience else {
          return try again(problem, retryAfter)
        }
        try end("dead", problem)
        try alarm(message, problem, now, database)
      case .refused(let problem):
        // A wrong address may be mended; three tries and some minutes, then somebody should know.
        guard attempts >= 3 else { return try again(problem, nil) }
        try end("dead", problem)
        try alarm(message, problem, now, database)
      case .gone(let problem):
        try end("dead", problem)
        try database.execute(
          sql: """
            INSERT INTO channel (name, disabled) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET disabled = ?2
            """, arguments: [message.channel, problem])
        try alarm(message, problem, now, database)
      }
    }
  }

  /// Tells the other channels that a message could not be delivered.
  private func alarm(
    _ message: OutboxMessage, _ problem: String, _ now: Int, _ database: Database
  ) throws {
    // What alarms about a channel must not alarm again, or two dead channels would never be silent.
    guard !message.key.hasPrefix(Self.alarmPrefix), message.type != Alert.Kind.test.rawValue
    else { return }
    let title = (try? JSON(parsing: message.body))?["message"]?.string?.prefix { $0 != "\n" }
    let alert = Alert(
      kind: .failed, vendor: nil, identity: "channel \(message.channel) \(message.key)",
      level: .break,
      message: """
        The channel \(message.channel) did not take a message: \(problem)
        It was: \(title ?? "")
        Look at it: cspreg alerts list      Try again: cspreg alerts retry \(message.channel)
        """)
    for other in channels where other.name != message.channel {
      try database.execute(
        sql: """
          INSERT INTO outbox (key, channel, type, level, body, status, created_at, due_at)
          VALUES (?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (key) DO NOTHING
          """,
        arguments: [
          Self.alarmPrefix + alert.key(channel: other.name).dropFirst(4), other.name,
          alert.kind.rawValue, alert.level.rawValue, alert.json.compact(), now, now,
        ])
    }
  }

  private static let alarmPrefix = "msg_channel_"

  /// Gathers what waits for a digest, once a day, and says that the watch is alive.
  private func writeDigests() throws {
    let now = around.now()
    for channel in channels where channel.digest == .daily {
      try store.write { database in
        let last = try Int.fetchOne(
          database, sql: "SELECT digest_at FROM channel WHERE name = ?", arguments: [channel.name])
        guard last.map({ now - $0 >= 86_400 }) ?? true else { return }
        let rows = try Row.fetchAll(
          database, sql: "SELECT * FROM outbox WHERE channel = ? AND status = 'digest' ORDER BY id",
          arguments: [channel.name])
        let alert = try Digest(rows.map(WatchStore.message), now: now, in: database).alert
        try WatchStore.insert(
          alert, channel: channel.name, status: "pending", now: now, in: database)
        try database.execute(
          sql: """
            UPDATE outbox SET status = 'delivered', ended_at = ?, problem = 'in a digest'
            WHERE channel = ? AND status = 'digest'
            """, arguments: [now, channel.name])
        try database.execute(
          sql: """
            INSERT INTO channel (name, digest_at) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET digest_at = ?2
            """, arguments: [channel.name, now])
      }
    }
  }
}
