public import GRDB

/// The watch's memory: what was seen, the candidates and the messages on their way.
///
/// One transaction writes a candidate, its findings and a message a channel, so that a crash leaves
/// all of them or none.
public struct WatchStore {
  let database: any DatabaseWriter
  private let path: String

  /// Opens a database, makes it when missing and brings it up to date.
  ///
  /// - Parameters:
  ///   - path: The file; beside it stand SQLite's own `-wal` and `-shm`.
  ///   - patience: How long another program may hold it, in seconds.
  /// - Throws: `WatchError` when the file cannot be used.
  public init(path: String, patience: Double = 10) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { database in
      // A message must not be lost to a power cut after it was promised.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    self.path = path
    do {
      database = try DatabasePool(path: path, configuration: configuration)
      guard try !database.read(WatchStore.migrator.hasBeenSuperseded) else {
        throw WatchError(
          path,
          "a newer version of cspreg wrote this database; use that one, or name another "
            + "file under \"watch\": {\"state\"} of cspreg.json.")
      }
      try WatchStore.migrator.migrate(database)
    } catch let error as DatabaseError {
      throw WatchError(path, "the database cannot be used: \(error.message ?? "\(error)")")
    }
  }

  /// Keeps everything in memory, for tests.
  public init() throws {
    path = "memory"
    database = try DatabaseQueue()
    try WatchStore.migrator.migrate(database)
  }

  /// The numbered steps that bring any older database up to date; a step never changes.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE page (
            vendor TEXT NOT NULL, url TEXT NOT NULL, etag TEXT, last_modified TEXT, sha256 TEXT,
            media_type TEXT, reader TEXT, not_before INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (vendor, url)
          ) WITHOUT ROWID;
          CREATE TABLE vendor (
            id TEXT PRIMARY KEY, since INTEGER NOT NULL, due_at INTEGER NOT NULL, last_hash TEXT,
            recent TEXT NOT NULL, pending_hash TEXT, pending_count INTEGER, pending_since INTEGER,
            failure TEXT, failure_count INTEGER, failure_since INTEGER, failure_told TEXT,
            failure_message TEXT, succeeded_at INTEGER, is_stale_told INTEGER NOT NULL, bytes INTEGER
          ) WITHOUT ROWID;
          CREATE TABLE candidate (
            id TEXT PRIMARY KEY, vendor TEXT NOT NULL, from_version INTEGER NOT NULL,
            requirements TEXT NOT NULL, status TEXT NOT NULL, record TEXT NOT NULL,
            level TEXT NOT NULL, impact TEXT, doubt TEXT, first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL, decided_by TEXT, reason TEXT, decided_at INTEGER,
            version INTEGER, quiet_until INTEGER,
            UNIQUE (vendor, from_version, requirements)
          ) WITHOUT ROWID;
          CREATE TABLE document (
            candidate TEXT NOT NULL REFERENCES candidate (id), number INTEGER NOT NULL,
            extension TEXT NOT NULL, compressed BLOB NOT NULL, PRIMARY KEY (candidate, number)
          );
          CREATE TABLE finding (
            candidate TEXT NOT NULL REFERENCES candidate (id), number INTEGER NOT NULL,
            fingerprint TEXT NOT NULL, rule TEXT NOT NULL, level TEXT NOT NULL, json TEXT NOT NULL,
            PRIMARY KEY (candidate, number)
          ) WITHOUT ROWID;
          CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,
            type TEXT NOT NULL, vendor TEXT, candidate TEXT, level TEXT NOT NULL, body TEXT NOT NULL,
            status TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL, ended_at INTEGER, problem TEXT
          );
          CREATE INDEX outbox_due ON outbox (status, channel, due_at);
          CREATE TABLE channel (
            name TEXT PRIMARY KEY, disabled TEXT, digest_at INTEGER
          ) WITHOUT ROWID;
          CREATE TABLE silence (
            vendor TEXT PRIMARY KEY, until INTEGER NOT NULL, reason TEXT
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(
        sql: """
          ALTER TABLE page ADD COLUMN is_rendered INTEGER NOT NULL DEFAULT 0;
          CREATE TABLE mirror (
            vendor TEXT NOT NULL, url TEXT NOT NULL, told TEXT, pending TEXT, pending_count INTEGER,
            pending_since INTEGER, PRIMARY KEY (vendor, url)
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("3") { database in
      try database.execute(
        sql: """
          CREATE TABLE reported_host (
            vendor TEXT NOT NULL, host TEXT NOT NULL, seen_at INTEGER NOT NULL, told_at INTEGER,
            PRIMARY KEY (vendor, host)
          ) WITHOUT ROWID;
          CREATE TABLE reported_site (
            vendor TEXT NOT NULL, host TEXT NOT NULL, site TEXT NOT NULL,
            PRIMARY KEY (vendor, host, site),
            FOREIGN KEY (vendor, host) REFERENCES reported_host (vendor, host) ON DELETE CASCADE
          ) WITHOUT ROWID;
          """)
    }
    return migrator
  }()

  /// Runs one transaction; an error undoes all of it.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try database.write(body)
    } catch let error as DatabaseError {
      throw WatchError(
        path,
        "the database cannot be written: \(error.message ?? "\(error.resultCode)"). Nothing is "
          + "lost; when that is mended, go on with: cspreg watch")
    }
  }

  /// Looks at one state of the database.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try database.read(body)
    } catch let error as DatabaseError {
      throw WatchError(
        path, "the database cannot be read: \(error.message ?? "\(error.resultCode)").")
    }
  }
}
