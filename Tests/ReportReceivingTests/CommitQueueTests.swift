import Glibc
import Synchronization
import Testing
import ViolationReports

@testable import ReportReceiving

@Suite struct CommitQueueTests {
  static func batch(_ index: Int) -> ReportBatch {
    ReportBatchTests.batch([ReportBatchTests.report("https://h\(index).test")])
  }

  @Test func whatComesTogetherIsWrittenTogether() async {
    let store = FakeStore()
    let queue = CommitQueue(store, limit: 10_000)
    let outcomes = await withTaskGroup(of: CommitQueue.Outcome.self) { group in
      for index in 0..<2_000 { group.addTask { await queue.submit(Self.batch(index)) } }
      var outcomes: [CommitQueue.Outcome] = []
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
    #expect(outcomes.count == 2_000 && outcomes.allSatisfy { $0 == .committed })
    let batches = store.state.withLock { $0.batches }
    #expect(batches.reduce(0) { $0 + $1.size } == 2_000)
  }

  /// Nobody is told that something is written before it is.
  @Test func nobodyIsToldTooEarly() async {
    let store = FakeStore()
    let queue = CommitQueue(store, limit: 100)
    let told = Guarded(0)
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<50 {
        group.addTask {
          _ = await queue.submit(Self.batch(index))
          let written = store.state.withLock { $0.batches.reduce(0) { $0 + $1.size } }
          told.change { count in
            count += 1
            #expect(written >= count)
          }
        }
      }
    }
  }

  @Test func whatWaitsIsBounded() async {
    let store = FakeStore()
    let queue = CommitQueue(store, limit: 10)
    let full = Guarded(0)
    await withTaskGroup(of: Void.self) { group in
      let gate = Task.detached {
        store.gate.withLock { _ in
          // While nothing is written, what does not fit is turned away at once.
          while full.value < 80 { sched_yield() }
        }
      }
      for index in 0..<100 {
        group.addTask {
          let outcome = await queue.submit(Self.batch(index))
          if outcome == .full { full.change { $0 += 1 } }
        }
      }
      await gate.value
      await group.waitForAll()
    }
    let written = store.state.withLock { $0.batches.reduce(0) { $0 + $1.size } }
    #expect(full.value + written == 100 && written <= 20)
  }

  @Test func aFailureIsSaidAndOver() async {
    let store = FakeStore()
    let queue = CommitQueue(store, limit: 10)
    store.state.withLock { $0.error = ReportStoreError("f", "the disk is full.") }
    #expect(await queue.submit(Self.batch(1)) == .failed("f: the disk is full."))
    store.state.withLock { $0.error = nil }
    #expect(await queue.submit(Self.batch(2)) == .committed)
  }
}
