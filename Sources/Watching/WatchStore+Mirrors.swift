import GRDB

extension WatchStore {
  /// What is remembered of a vendor's mirrors, by address.
  func mirrors(of vendor: String) throws -> [String: MirrorState] {
    try read { database in
      var states: [String: MirrorState] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM mirror WHERE vendor = ?", arguments: [vendor])
      for row in rows {
        var state = MirrorState(url: row["url"])
        state.told = row["told"]
        if let trouble: String = row["pending"] {
          state.pending = VendorState.Pending(
            hash: trouble, count: row["pending_count"], since: row["pending_since"])
        }
        states[state.url] = state
      }
      return states
    }
  }

  static func save(_ states: [MirrorState], of vendor: String, in database: Database) throws {
    for state in states {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO mirror (vendor, url, told, pending, pending_count, pending_since)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          vendor, state.url, state.told, state.pending?.hash, state.pending?.count,
          state.pending?.since,
        ])
    }
  }
}
