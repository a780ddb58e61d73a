import Synchronization
public import ViolationReports

/// Counts in one SQLite file.
///
/// A commit is synced to the disk before ``add(_:)`` returns. Other programs may read meanwhile, and add tokens.
public final class SQLiteReportStore: ReportStore {
  /// What stands for all further origins once a site has too many.
  static let rest = "(other)"

  private struct Connection: ~Copyable {
    let database: SQLiteDatabase
    let update: SQLiteStatement
    let insert: SQLiteStatement
    let drop: SQLiteStatement
    let rows: SQLiteStatement
    /// Number of rows of each site, as far as known.
    var sizes: [String: Int] = [:]
  }

  private let connection: Mutex<Connection>
  private let rowLimit: Int

  /// Opens a file, or makes it.
  ///
  /// - Parameters:
  ///   - path: The file; beside it stand SQLite's own `-wal` and `-shm`.
  ///   - rowLimit: How many directives with origins are told apart for one site; what comes on top is counted together.
  /// - Throws: That the file cannot be used, or is of a newer version.
  public init(path: String, rowLimit: Int = 10_000) throws(ReportStoreError) {
    self.rowLimit = max(1, rowLimit)
    let database = try SQLiteDatabase(path: path)
    switch try database.form() {
    case 0: try database.run("BEGIN IMMEDIATE;" + Self.tables + "COMMIT")
    case 1: break
    case let form:
      throw ReportStoreError(
        path, "form \(form) of this database is newer than this program; use a newer cspreg.")
    }
    connection = Mutex(
      Connection(
        database: database,
        update: try database.prepare(
          """
          UPDATE report SET reports = reports + ?4, report_only = report_only + ?5,
            last_seen = max(last_seen, ?6), details = coalesce(?7, details)
          WHERE site = ?1 AND directive = ?2 AND blocked = ?3
          """),
        insert: try database.prepare(
          """
          INSERT INTO report
            (site, directive, blocked, reports, report_only, first_seen, last_seen, details)
          VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)
          """),
        drop: try database.prepare(
          """
          INSERT INTO dropped (site, reason, reports) VALUES (?1, ?2, ?3)
          ON CONFLICT (site, reason) DO UPDATE SET reports = reports + ?3
          """), rows: try database.prepare("SELECT count(*) FROM report WHERE site = ?")))
  }

  private static let tables = """
    CREATE TABLE report (
      site TEXT NOT NULL, directive TEXT NOT NULL, blocked TEXT NOT NULL, reports INTEGER NOT NULL,
      report_only INTEGER NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL,
      details TEXT, PRIMARY KEY (site, directive, blocked)
    ) WITHOUT ROWID;
    CREATE TABLE dropped (
      site TEXT NOT NULL, reason TEXT NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY (site, reason)
    ) WITHOUT ROWID;
    CREATE TABLE token (
      hash TEXT PRIMARY KEY, site TEXT NOT NULL, created_at INTEGER NOT NULL, revoked_at INTEGER
    ) WITHOUT ROWID;
    PRAGMA user_version = 1;
    """

  /// Adds what was counted.
  public func add(_ batch: ReportBatch) throws(ReportStoreError) {
    try locked { (connection) throws(ReportStoreError) in
      do throws(ReportStoreError) {
        try connection.database.run("BEGIN IMMEDIATE")
        for (key, count) in batch.counts {
          try write(key, count, batch.time, &connection)
        }
        for (dropped, count) in batch.dropped {
          try connection.drop.run([
            .text(dropped.site), .text(dropped.reason.rawValue), .int(count),
          ])
        }
        try connection.database.run("COMMIT")
      } catch {
        connection.sizes = [:]
        connection.database.undo()
        throw error
      }
    }
  }

  private func write(
    _ key: ReportBatch.Key, _ count: ReportBatch.Count, _ time: Int,
    _ connection: inout Connection
  ) throws(ReportStoreError) {
    func values(_ directive: String, _ blocked: String) -> [SQLiteStatement.Value] {
      [
        .text(key.site), .text(directive), .text(blocked), .int(count.reports),
        .int(count.reportOnly), .int(time), SQLiteStatement.Value(count.details),
      ]
    }
    var row = values(key.directive, key.blocked.text)
    try connection.update.run(row)
    if connection.database.changes > 0 { return }
    if connection.sizes[key.site] == nil {
      try connection.rows.bind([.text(key.site)])
      while try connection.rows.next() { connection.sizes[key.site] = connection.rows.int(0) }
    }
    if connection.sizes[key.site, default: 0] >= rowLimit {
      row = values(Self.rest, Self.rest)
      try connection.update.run(row)
      if connection.database.changes > 0 { return }
    }
    try connection.insert.run(row)
    connection.sizes[key.site, default: 0] += 1
  }

  /// The sites that may send reports, by the hashes of their tokens.
  public func sites() throws(ReportStoreError) -> [String: String] {
    var sites: [String: String] = [:]
    try locked { (connection) throws(ReportStoreError) in
      let rows = try connection.database.prepare(
        "SELECT hash, site FROM token WHERE revoked_at IS NULL")
      while try rows.next() {
        if let hash = rows.text(0), let site = rows.text(1) { sites[hash] = site }
      }
    }
    return sites
  }

  /// Lets a site send reports.
  ///
  /// - Parameters:
  ///   - site: Its host, in lower case and punycode; pages on hosts below it belong to it.
  ///   - now: Seconds since 1970.
  /// - Returns: The token, which is not kept and cannot be had again.
  /// - Throws: That it cannot be written.
  public func addToken(for site: String, now: Int) throws(ReportStoreError) -> SiteToken {
    let token = SiteToken()
    try locked { (connection) throws(ReportStoreError) in
      try connection.database.prepare(
        "INSERT INTO token (hash, site, created_at) VALUES (?, ?, ?)"
      ).run([.text(token.hash), .text(site), .int(now)])
    }
    return token
  }

  /// Lets no token of a site count any more.
  ///
  /// - Parameters:
  ///   - site: Its host.
  ///   - now: Seconds since 1970.
  /// - Returns: How many tokens it had.
  /// - Throws: That it cannot be written.
  public func revokeTokens(of site: String, now: Int) throws(ReportStoreError) -> Int {
    var count = 0
    try locked { (connection) throws(ReportStoreError) in
      try connection.database.prepare(
        "UPDATE token SET revoked_at = ? WHERE site = ? AND revoked_at IS NULL"
      ).run([.int(now), .text(site)])
      count = connection.database.changes
    }
    return count
  }

  /// Hands on what was counted, by site, directive and what was blocked.
  public func eachCount(
    since time: Int?, _ body: (SiteCount) -> Bool
  ) throws(ReportStoreError) -> Int {
    var together = 0
    try locked { (connection) throws(ReportStoreError) in
      let rows = try connection.database.prepare(
        """
        SELECT site, directive, blocked, reports, report_only, first_seen, last_seen FROM report
        WHERE last_seen >= ? ORDER BY site, directive, blocked
        """)
      try rows.bind([.int(time ?? 0)])
      while try rows.next() {
        guard let site = rows.text(0), let directive = rows.text(1),
          let blocked = rows.text(2).flatMap({ BlockedResource($0) })
        else {
          together += rows.int(3)
          continue
        }
        let count = SiteCount(
          site: site, directive: directive, blocked: blocked, reports: rows.int(3),
          reportOnly: rows.int(4), firstSeen: rows.int(5), lastSeen: rows.int(6))
        if !body(count) { return }
      }
    }
    return together
  }

  /// Number of reports of a site that were counted, of whatever origin.
  public func reports(of site: String) throws(ReportStoreError) -> Int {
    var count = 0
    try locked { (connection) throws(ReportStoreError) in
      let rows = try connection.database.prepare(
        "SELECT coalesce(sum(reports), 0) FROM report WHERE site = ?")
      try rows.bind([.text(site)])
      while try rows.next() { count = rows.int(0) }
    }
    return count
  }

  /// The reports that were dropped, by site and reason.
  public func dropped() throws(ReportStoreError) -> [ReportBatch.Dropped: Int] {
    var dropped: [ReportBatch.Dropped: Int] = [:]
    try locked { (connection) throws(ReportStoreError) in
      let rows = try connection.database.prepare("SELECT site, reason, reports FROM dropped")
      while try rows.next() {
        guard let site = rows.text(0), let reason = rows.text(1).flatMap(ReportNoise.init) else {
          continue
        }
        dropped[ReportBatch.Dropped(site: site, reason: reason)] = rows.int(2)
      }
    }
    return dropped
  }

  private func locked(
    _ body: (inout Connection) throws(ReportStoreError) -> Void
  ) throws(ReportStoreError) {
    try connection.withLock { (connection) throws(ReportStoreError) in try body(&connection) }
  }
}
