import Diagnostics
import Dispatch
import Synchronization

/// Hands batches to a store, many together, and says when they are there for good.
///
/// While one transaction is synced to the disk, what comes meanwhile gathers for the next. What waits is bounded.
final class CommitQueue: Sendable {
  /// How it ended.
  enum Outcome: Sendable, Equatable {
    /// The batch is there for good.
    case committed
    /// Too much waits; nothing was taken.
    case full
    /// The store could not take it.
    case failed(String)
  }

  private struct State {
    var batch: ReportBatch?
    var waiting: [CheckedContinuation<Outcome, Never>] = []
    var reports = 0
    var isBusy = false
  }

  private let store: any ReportStore
  private let limit: Int
  private let queue = DispatchQueue(label: "cspreg.reports")
  private let state = Mutex(State())

  /// Prepares a queue.
  ///
  /// - Parameters:
  ///   - store: Where batches go.
  ///   - limit: The most reports, and the most requests, that wait.
  init(_ store: any ReportStore, limit: Int) {
    self.store = store
    self.limit = limit
  }

  /// Hands in a batch and waits until it is there for good.
  func submit(_ batch: ReportBatch) async -> Outcome {
    let size = batch.size
    return await withCheckedContinuation { continuation in
      let isTaken: Bool
      let isFirst: Bool
      (isTaken, isFirst) = state.withLock { state in
        guard state.reports + size <= limit || state.waiting.isEmpty, state.waiting.count < limit
        else { return (false, false) }
        if state.batch == nil { state.batch = batch } else { state.batch?.add(batch) }
        state.reports += size
        state.waiting.append(continuation)
        defer { state.isBusy = true }
        return (true, !state.isBusy)
      }
      if !isTaken { return continuation.resume(returning: .full) }
      if isFirst { queue.async { self.work() } }
    }
  }

  /// Runs something between two transactions.
  func between<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: body()) }
    }
  }

  private func work() {
    while true {
      let (batch, waiting): (ReportBatch?, [CheckedContinuation<Outcome, Never>]) =
        state.withLock { state in
          let taken = (state.batch, state.waiting)
          state = State()
          state.isBusy = taken.0 != nil
          return taken
        }
      guard let batch else { return }
      var outcome = Outcome.committed
      do throws(ReportStoreError) {
        try store.add(batch)
      } catch {
        outcome = .failed(error.description)
      }
      for continuation in waiting { continuation.resume(returning: outcome) }
    }
  }
}
