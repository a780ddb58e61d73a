import Diagnostics
import GRDB
import JSONText
import ProjectConfiguration

extension WatchStore {
  /// Writes a message a channel that is told of an alert; those that are there already stay as they are.
  ///
  /// - Parameters:
  ///   - alert: The alert.
  ///   - channels: All channels; routing chooses among them.
  ///   - now: Seconds since 1970.
  ///   - database: Within a transaction.
  /// - Throws: When it cannot be written.
  static func post(
    _ alert: Alert, to channels: [Channel], now: Int, in database: Database
  ) throws {
    if let vendor = alert.vendor, try isSilent(vendor, now: now, in: database) { return }
    for channel in channels where AlertRouting.isTold(alert, to: channel) {
      try insert(
        alert, channel: channel.name, status: channel.digest == nil ? "pending" : "digest",
        now: now, in: database)
    }
  }

  static func insert(
    _ alert: Alert, channel: String, status: String, now: Int, in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO outbox (key, channel, type, vendor, candidate, level, body, status, created_at,
          due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
        """,
      arguments: [
        alert.key(channel: channel), channel, alert.kind.rawValue, alert.vendor, alert.candidate,
        alert.level.rawValue, alert.json.compact(), status, now, now,
      ])
  }

  static func isSilent(_ vendor: String, now: Int, in database: Database) throws -> Bool {
    let until = try Int.fetchOne(
      database, sql: "SELECT until FROM silence WHERE vendor = ?", arguments: [vendor])
    return until.map { $0 > now } ?? false
  }

  /// The next message of each channel that is due, the oldest first.
  ///
  /// One a channel, so that a channel that does not answer keeps no other one waiting.
  func dueMessages(now: Int, channels: Set<String>) throws -> [OutboxMessage] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM outbox WHERE id IN (
            SELECT min(outbox.id) FROM outbox LEFT JOIN channel ON channel.name = outbox.channel
            LEFT JOIN candidate ON candidate.id = outbox.candidate
            WHERE outbox.status = 'pending' AND due_at <= ?1 AND channel.disabled IS NULL
              AND coalesce(candidate.quiet_until, 0) <= ?1
            GROUP BY outbox.channel)
          ORDER BY id
          """, arguments: [now])
      return rows.map(Self.message).filter { channels.contains($0.channel) }
    }
  }

  /// A clock that was set back must not hold messages up.
  func forgetTheFuture(now: Int) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE outbox SET due_at = ?1 WHERE status = 'pending' AND due_at > ?1 + ?2",
        arguments: [now, Backoff.bounds.upperBound])
      try database.execute(
        sql: "UPDATE outbox SET created_at = ?1 WHERE created_at > ?1", arguments: [now])
      try database.execute(
        sql: "UPDATE channel SET digest_at = NULL WHERE digest_at > ?", arguments: [now])
    }
  }

  /// Messages, the oldest first.
  ///
  /// - Parameter isEnded: Whether also those that arrived or were resolved.
  /// - Returns: The messages.
  /// - Throws: When the database cannot be read.
  public func messages(isEnded: Bool) throws -> [OutboxMessage] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM outbox WHERE ?1 OR status NOT IN ('delivered', 'resolved') ORDER BY id
          """, arguments: [isEnded]
      ).map(Self.message)
    }
  }

  static func message(_ row: Row) -> OutboxMessage {
    OutboxMessage(
      id: row["id"], key: row["key"], channel: row["channel"], type: row["type"],
      vendor: row["vendor"], candidate: row["candidate"], level: row["level"], body: row["body"],
      status: row["status"], attempts: row["attempts"], createdAt: row["created_at"],
      dueAt: row["due_at"], endedAt: row["ended_at"], problem: row["problem"])
  }

  /// How many messages are in each state.
  public func counts() throws -> [String: Int] {
    try read { database in
      var counts: [String: Int] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT status, count(*) AS number FROM outbox GROUP BY status")
      for row in rows { counts[row["status"]] = row["number"] }
      return counts
    }
  }

  /// When the next message is due; `nil` when none waits.
  public func nextMessage() throws -> Int? {
    try read { database in
      try Int.fetchOne(
        database,
        sql: """
          SELECT min(due_at) FROM outbox LEFT JOIN channel ON channel.name = outbox.channel
          WHERE outbox.status = 'pending' AND channel.disabled IS NULL
          """)
    }
  }

  /// Channels that take no more messages, with the reason.
  public func disabledChannels() throws -> [String: String] {
    try read { database in
      var channels: [String: String] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT name, disabled FROM channel WHERE disabled IS NOT NULL")
      for row in rows { channels[row["name"]] = row["disabled"] }
      return channels
    }
  }

  /// Tries messages again that were given up: of a channel, or one by its number; all for `nil`.
  ///
  /// - Returns: How many are on their way again.
  public func retry(_ what: String?, now: Int) throws -> Int {
    try write { database in
      try database.execute(
        sql: "UPDATE channel SET disabled = NULL WHERE name = ?1 OR ?1 IS NULL",
        arguments: [what])
      try database.execute(
        sql: """
          UPDATE outbox SET status = 'pending', due_at = ?2, created_at = ?2, attempts = 0,
            ended_at = NULL
          WHERE (status = 'dead' OR status = 'pending' AND attempts > 0)
            AND (channel = ?1 OR CAST(id AS TEXT) = ?1 OR ?1 IS NULL)
          """, arguments: [what, now])
      return database.changesCount
    }
  }

  /// Tells nobody about a candidate, or about a vendor, until then.
  ///
  /// - Parameters:
  ///   - id: A candidate's whole id, or a vendor's id.
  ///   - isVendor: Which of the two.
  ///   - until: Seconds since 1970; `nil` for ever (an acknowledgement).
  ///   - reason: Why.
  ///   - now: Seconds since 1970.
  /// - Throws: When the database cannot be written.
  public func quiet(
    _ id: String, isVendor: Bool, until: Int?, reason: String?, now: Int
  ) throws {
    try write { database in
      if isVendor {
        try database.execute(
          sql: "INSERT OR REPLACE INTO silence (vendor, until, reason) VALUES (?, ?, ?)",
          arguments: [id, until ?? Int.max, reason])
      } else {
        try database.execute(
          sql: "UPDATE candidate SET quiet_until = ? WHERE id = ?",
          arguments: [until ?? Int.max, id])
        if until == nil { try Self.resolve(id, now: now, in: database) }
      }
    }
  }
}
