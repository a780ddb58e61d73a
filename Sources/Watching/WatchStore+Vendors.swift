import GRDB

/// What the server said of a page when it was last fetched.
public struct PageMemory: Sendable, Hashable {
  /// The `ETag`.
  public var etag: String?
  /// The `Last-Modified`.
  public var lastModified: String?
  /// SHA-256 of the bytes.
  public var sha256: String?
  /// What it was read as.
  public var mediaType: String?
  /// The version of the program that read it; another one may read it differently.
  public var reader: String?
  /// The server asked not to be asked before.
  public var notBefore = 0
  /// Whether it was empty until a browser ran its scripts.
  public var isRendered = false

  /// Makes the memory of a page that was never seen.
  public init() {}
}

extension WatchStore {
  /// What is remembered of a vendor; `nil` when it was never looked at.
  public func state(of vendor: String) throws -> VendorState? {
    try read { try Self.state(of: vendor, in: $0) }
  }

  static func state(of vendor: String, in database: Database) throws -> VendorState? {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM vendor WHERE id = ?", arguments: [vendor])
    else { return nil }
    var state = VendorState(vendor: vendor, since: row["since"])
    state.dueAt = row["due_at"]
    state.lastHash = row["last_hash"]
    let recent: String = row["recent"]
    state.recent = recent.split(separator: " ").map(String.init)
    if let hash: String = row["pending_hash"] {
      state.pending = VendorState.Pending(
        hash: hash, count: row["pending_count"], since: row["pending_since"])
    }
    if let kind: String = row["failure"] {
      state.failure = VendorState.Failure(
        kind: kind, count: row["failure_count"], since: row["failure_since"],
        told: row["failure_told"])
    }
    state.succeededAt = row["succeeded_at"]
    state.isStaleTold = row["is_stale_told"]
    state.bytes = row["bytes"]
    return state
  }

  static func save(
    _ state: VendorState, failure message: String?, in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO vendor (id, since, due_at, last_hash, recent, pending_hash,
          pending_count, pending_since, failure, failure_count, failure_since, failure_told,
          failure_message, succeeded_at, is_stale_told, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        state.vendor, state.since, state.dueAt, state.lastHash,
        state.recent.joined(separator: " "), state.pending?.hash, state.pending?.count,
        state.pending?.since, state.failure?.kind, state.failure?.count, state.failure?.since,
        state.failure?.told, message, state.succeededAt, state.isStaleTold, state.bytes,
      ])
  }

  /// What is remembered of a vendor's pages, by address.
  func pages(of vendor: String) throws -> [String: PageMemory] {
    try read { database in
      var pages: [String: PageMemory] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM page WHERE vendor = ?", arguments: [vendor])
      for row in rows {
        var page = PageMemory()
        page.etag = row["etag"]
        page.lastModified = row["last_modified"]
        page.sha256 = row["sha256"]
        page.mediaType = row["media_type"]
        page.reader = row["reader"]
        page.notBefore = row["not_before"]
        page.isRendered = row["is_rendered"]
        pages[row["url"]] = page
      }
      return pages
    }
  }

  static func save(
    _ pages: [String: PageMemory], of vendor: String, in database: Database
  ) throws {
    for (url, page) in pages {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO page
            (vendor, url, etag, last_modified, sha256, media_type, reader, not_before, is_rendered)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          vendor, url, page.etag, page.lastModified, page.sha256, page.mediaType, page.reader,
          page.notBefore, page.isRendered,
        ])
    }
  }

  /// When each vendor is due, in seconds since 1970; a vendor that was never looked at is not there.
  public func dueTimes() throws -> [String: Int] {
    try read { database in
      var times: [String: Int] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT id, due_at FROM vendor") {
        times[row["id"]] = row["due_at"]
      }
      return times
    }
  }
}
