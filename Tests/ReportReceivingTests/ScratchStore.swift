import Foundation
import ReportReceiving
import Synchronization
import ViolationReports

/// A file for counts that goes with the test.
final class ScratchStore: Sendable {
  let path: String
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-reports-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("reports.sqlite").path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open(rowLimit: Int = 10_000) throws -> SQLiteReportStore {
    try SQLiteReportStore(path: path, rowLimit: rowLimit)
  }
}

extension ReportStore {
  /// All that was counted with its origin.
  func tally(since time: Int? = nil) throws -> ReportTally {
    var tally = ReportTally()
    _ = try eachCount(since: time) { count in
      tally.add(
        ReportTally.Entry(
          reports: count.reports, reportOnly: count.reportOnly, site: count.site,
          firstSeen: count.firstSeen, lastSeen: count.lastSeen),
        of: ReportTally.Key(directive: count.directive, blocked: count.blocked))
      return true
    }
    return tally
  }
}

/// A store in memory that fails or waits when told to.
final class FakeStore: ReportStore {
  struct State {
    var batches: [ReportBatch] = []
    var error: ReportStoreError?
    var sites: [String: String] = [:]
    var looks = 0
  }

  let state = Mutex(State())
  /// Whoever writes waits for it.
  let gate = Mutex(())

  func add(_ batch: ReportBatch) throws(ReportStoreError) {
    gate.withLock { _ in }
    try state.withLock { (state) throws(ReportStoreError) in
      if let error = state.error { throw error }
      state.batches.append(batch)
    }
  }

  func sites() throws(ReportStoreError) -> [String: String] {
    state.withLock { state in
      state.looks += 1
      return state.sites
    }
  }

  func eachCount(
    since time: Int?, _ body: (SiteCount) -> Bool
  ) throws(ReportStoreError) -> Int { 0 }
}

/// A value that several tasks change.
final class Guarded<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  var value: Value { state.withLock { $0 } }

  func change(_ body: (inout Value) -> Void) { state.withLock { body(&$0) } }
}
