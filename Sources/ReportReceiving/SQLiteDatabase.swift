import CSQLite

/// A SQLite database in which what is committed survives the process and the machine.
///
/// One thread at a time uses it.
final class SQLiteDatabase {
  private var handle: OpaquePointer?
  private let path: String

  /// Opens a file, or makes it: with a write-ahead log, synced at each commit.
  init(path: String) throws(ReportStoreError) {
    self.path = path
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else {
      let problem = error()
      sqlite3_close(handle)
      throw problem
    }
    sqlite3_busy_timeout(handle, 10_000)
    try run("PRAGMA journal_mode = WAL")
    try run("PRAGMA synchronous = FULL")
    try run("PRAGMA foreign_keys = ON")
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements that answer nothing.
  func run(_ sql: String) throws(ReportStoreError) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error() }
  }

  /// Prepares a statement to be used many times.
  func prepare(_ sql: String) throws(ReportStoreError) -> SQLiteStatement {
    var statement: OpaquePointer?
    guard
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        == SQLITE_OK, let statement
    else { throw error() }
    return SQLiteStatement(statement, of: self)
  }

  /// Undoes what was not committed; a full disk may have done so already.
  func undo() {
    if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
  }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes(handle)) }

  /// The number of the form in which the file is kept.
  func form() throws(ReportStoreError) -> Int {
    let statement = try prepare("PRAGMA user_version")
    return try statement.next() ? statement.int(0) : 0
  }

  /// What went wrong last.
  func error() -> ReportStoreError {
    let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
    return ReportStoreError(path, "the database cannot be used: \(message).")
  }
}

/// A statement that was prepared.
final class SQLiteStatement {
  private let statement: OpaquePointer
  private let database: SQLiteDatabase

  fileprivate init(_ statement: OpaquePointer, of database: SQLiteDatabase) {
    self.statement = statement
    self.database = database
  }

  deinit { sqlite3_finalize(statement) }

  /// A value that goes into a statement.
  enum Value {
    case text(String)
    case int(Int)
    case null

    /// A text, or `null` for `nil`.
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  }

  /// Takes new values and starts again.
  func bind(_ values: [Value]) throws(ReportStoreError) {
    sqlite3_reset(statement)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .text(let text):
          text.utf8CString.withUnsafeBufferPointer {
            cspreg_sqlite_bind_text(
              statement, place, $0.baseAddress, Int32(clamping: $0.count - 1))
          }
        case .int(let number): sqlite3_bind_int64(statement, place, Int64(number))
        case .null: sqlite3_bind_null(statement, place)
        }
      guard code == SQLITE_OK else { throw database.error() }
    }
  }

  /// Runs it with values, to its end.
  func run(_ values: [Value] = []) throws(ReportStoreError) {
    try bind(values)
    while try next() {}
  }

  /// Goes to the next row; `false` when there is none.
  func next() throws(ReportStoreError) -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(statement)
      return false
    default:
      let problem = database.error()
      sqlite3_reset(statement)
      throw problem
    }
  }

  /// A whole number of the row.
  func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

  /// A text of the row; `nil` for `NULL`.
  func text(_ column: Int32) -> String? {
    sqlite3_column_text(statement, column).map { String(cString: $0) }
  }
}
