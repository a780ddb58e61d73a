import Diagnostics
import GRDB
import JSONText

/// What happened since the last digest, in one message, with a sign that the watch is alive.
struct Digest {
  let alert: Alert

  /// Gathers messages.
  ///
  /// - Parameters:
  ///   - messages: What waits, the oldest first.
  ///   - now: Seconds since 1970.
  ///   - database: Says how the watch is.
  /// - Throws: When it cannot be read.
  init(_ messages: [OutboxMessage], now: Int, in database: Database) throws {
    let vendors = try Int.fetchOne(database, sql: "SELECT count(*) FROM vendor") ?? 0
    let failing =
      try String.fetchAll(
        database, sql: "SELECT id FROM vendor WHERE failure IS NOT NULL ORDER BY id")
    let last = try Int.fetchOne(database, sql: "SELECT max(succeeded_at) FROM vendor")
    let bodies = messages.compactMap { try? JSON(parsing: $0.body) }
    var lines = [
      "cspreg: \(messages.count == 0 ? "nothing new" : "\(messages.count) alerts") since the last digest",
      "Watching \(vendors) vendors, last look "
        + (last.map { Moment.text($0) } ?? "never")
        + (failing.isEmpty ? "." : "; failing: \(failing.joined(separator: ", "))."),
    ]
    for body in bodies { lines += ["", body["message"]?.string ?? ""] }
    alert = Alert(
      kind: .digest, vendor: nil, identity: "digest \(now)",
      level: messages.compactMap { Level(rawValue: $0.level) }.max() ?? .info,
      findings: bodies.flatMap { $0["findings"]?.elements ?? [] },
      message: lines.joined(separator: "\n"))
  }
}
