import Diagnostics
public import Foundation
import GRDB
import JSONText
import VendorRegistry
import VendorRequirements

/// A page's bytes as a registry keeps them.
public struct KeptPage: Sendable {
  /// Index into the record's documents.
  public var number: Int
  /// `html`, `md` or `txt`.
  public var fileExtension: String
  /// The bytes, compressed with gzip.
  public var compressed: [UInt8]

  /// Makes a kept page.
  public init(number: Int, fileExtension: String, compressed: [UInt8]) {
    self.number = number
    self.fileExtension = fileExtension
    self.compressed = compressed
  }
}

extension WatchStore {
  /// All candidates, the newest first.
  ///
  /// - Parameter vendor: Only this vendor's; `nil` means all.
  /// - Returns: The candidates.
  /// - Throws: When the database cannot be read.
  public func candidates(of vendor: String? = nil) throws -> [Candidate] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM candidate WHERE vendor = ?1 OR ?1 IS NULL
          ORDER BY first_seen DESC, vendor, id
          """, arguments: [vendor]
      ).map { try Self.candidate($0, database) }
    }
  }

  /// The candidate with an id, of which the beginning is enough when no other has it.
  public func candidate(_ id: String) throws -> Candidate {
    try read { database in
      let rows =
        CandidateId.isOne(id)
        ? try Row.fetchAll(
          database, sql: "SELECT * FROM candidate WHERE id GLOB ?", arguments: [id + "*"]) : []
      guard let row = rows.first(where: { $0["id"] == id }) ?? rows.first else {
        throw WatchError(
          id, "there is no such candidate. See: cspreg candidates list", exitCode: .usage)
      }
      guard rows.count == 1 || row["id"] == id else {
        let ids: [String] = rows.map { $0["id"] }
        throw WatchError(
          id, "several candidates begin like this: \(ids.joined(separator: ", ")).",
          exitCode: .usage)
      }
      return try Self.candidate(row, database)
    }
  }

  /// The pages that a candidate was read from.
  public func keptPages(of candidate: String) throws -> [KeptPage] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM document WHERE candidate = ? ORDER BY number",
        arguments: [candidate]
      ).map { row in
        let bytes: [UInt8] = Array(row["compressed"] as Data)
        return KeptPage(
          number: row["number"], fileExtension: row["extension"], compressed: bytes)
      }
    }
  }

  static func candidate(_ row: Row, _ database: Database) throws -> Candidate {
    let id: String = row["id"]
    func text(_ column: String) -> String { row[column] }
    guard let status = Candidate.Status(rawValue: text("status")),
      let level = Level(rawValue: text("level"))
    else { throw WatchError(id, "the database holds a candidate that this version cannot read.") }
    let findings = try String.fetchAll(
      database, sql: "SELECT json FROM finding WHERE candidate = ? ORDER BY number",
      arguments: [id])
    let impact: String? = row["impact"]
    var candidate = Candidate(
      id: id, vendor: row["vendor"], from: row["from_version"], requirements: row["requirements"],
      status: status, record: try RecordReader.read(Array(text("record").utf8), file: id),
      level: level, findings: try findings.map { try JSON(parsing: $0) },
      impact: try impact.map { try JSON(parsing: $0) }.flatMap(\.elements),
      firstSeen: row["first_seen"], lastSeen: row["last_seen"], doubt: row["doubt"],
      quietUntil: row["quiet_until"])
    if let by: String = row["decided_by"] {
      candidate.decision = Candidate.Decision(
        by: by, reason: row["reason"], at: row["decided_at"], version: row["version"])
    }
    return candidate
  }

  static func insert(
    _ candidate: Candidate, pages: [KeptPage], in database: Database,
    reach: (WatchSurroundings.Step) throws -> Void
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO candidate (id, vendor, from_version, requirements, status, record, level,
          impact, doubt, first_seen, last_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        candidate.id, candidate.vendor, candidate.from, candidate.requirements,
        candidate.status.rawValue,
        String(decoding: RecordWriter.bytes(candidate.record), as: UTF8.self),
        candidate.level.rawValue, candidate.impact.map { JSON.array($0).compact() },
        candidate.doubt, candidate.firstSeen, candidate.lastSeen,
      ])
    for page in pages {
      try database.execute(
        sql: "INSERT INTO document (candidate, number, extension, compressed) VALUES (?, ?, ?, ?)",
        arguments: [candidate.id, page.number, page.fileExtension, Data(page.compressed)])
    }
    try reach(.candidateWritten)
    for (number, finding) in candidate.findings.enumerated() {
      try database.execute(
        sql: """
          INSERT INTO finding (candidate, number, fingerprint, rule, level, json)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          candidate.id, number, finding["fingerprint"]?.string ?? "",
          finding["rule"]?.string ?? "", finding["level"]?.string ?? "", finding.compact(),
        ])
    }
    try reach(.findingsWritten)
  }

  /// Notes that a candidate's state was seen again.
  static func touch(_ vendor: String, hash: String, now: Int, in database: Database) throws {
    try database.execute(
      sql:
        "UPDATE candidate SET last_seen = max(last_seen, ?) WHERE vendor = ? AND requirements = ?",
      arguments: [now, vendor, hash])
  }

  /// Notes that what candidates ask for was published in another way.
  static func notePublished(
    _ vendor: String, hash: String, now: Int, in database: Database
  ) throws {
    let ids = try String.fetchAll(
      database,
      sql: """
        SELECT id FROM candidate WHERE vendor = ? AND requirements = ?
          AND status IN ('open', 'suspect')
        """, arguments: [vendor, hash])
    for id in ids {
      try database.execute(
        sql: "UPDATE candidate SET status = 'published' WHERE id = ?", arguments: [id])
      try resolve(id, now: now, in: database)
    }
  }

  /// Notes what a person decided, and stops what is still on its way about it.
  public func decide(
    _ candidate: String, _ status: Candidate.Status, _ decision: Candidate.Decision
  ) throws {
    try write { database in
      try database.execute(
        sql: """
          UPDATE candidate SET status = ?, decided_by = ?, reason = ?, decided_at = ?, version = ?
          WHERE id = ?
          """,
        arguments: [
          status.rawValue, decision.by, decision.reason, decision.at, decision.version, candidate,
        ])
      try Self.resolve(candidate, now: decision.at, in: database)
    }
  }

  /// Stops messages about a candidate that need not be told any more.
  static func resolve(_ candidate: String, now: Int, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE outbox SET status = 'resolved', ended_at = ?
        WHERE candidate = ? AND status IN ('pending', 'digest')
        """, arguments: [now, candidate])
  }
}
