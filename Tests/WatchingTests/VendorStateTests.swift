import RequirementSamples
import Testing
import VendorRequirements

@testable import Watching

@Suite struct VendorStateTests {
  static let reference = VendorState.Reference(hash: "a", count: 8, candidates: ["known"])

  static func read(_ hash: String, count: Int = 9, bytes: Int = 1000) -> Observation {
    .read(
      .init(
        record: VersionRecord(
          vendor: "v", version: nil, recorded: "2026-01-01", documents: [], profiles: []),
        hash: hash, count: count, bytes: bytes))
  }

  private func take(
    _ state: inout VendorState, _ observation: Observation, at now: Int, confirm: Int = 2
  ) -> VendorState.Verdict {
    state.take(
      observation, reference: Self.reference, now: now, confirm: confirm, confirmAfter: 30
    ).verdict
  }

  @Test func judges() {
    var state = VendorState(vendor: "v", since: 0)
    #expect(take(&state, Self.read("a"), at: 0) == .same)
    #expect(take(&state, .unchanged, at: 1) == .same)
    #expect(take(&state, Self.read("known"), at: 2) == .known)
    #expect(take(&state, .unchanged, at: 3) == .known)
    #expect(take(&state, Self.read("b"), at: 10) == .unconfirmed)
    #expect(take(&state, Self.read("b"), at: 20) == .unconfirmed, "too close")
    #expect(take(&state, Self.read("b"), at: 40) == .changed)
    #expect(take(&state, Self.read("c"), at: 50, confirm: 1) == .changed)
  }

  @Test func anotherChangeBeginsAnew() {
    var state = VendorState(vendor: "v", since: 0)
    #expect(take(&state, Self.read("b"), at: 0) == .unconfirmed)
    #expect(take(&state, Self.read("c"), at: 100) == .unconfirmed)
    #expect(take(&state, Self.read("b"), at: 200) == .unconfirmed)
    #expect(take(&state, Self.read("a"), at: 300) == .same)
    #expect(state.pending == nil)
  }

  @Test(arguments: [
    (5, 1000, true), (6, 1000, false), (7, 700, true), (8, 700, false), (9, 10, false),
  ])
  func shrinking(count: Int, bytes: Int, isSuspect: Bool) {
    var state = VendorState(vendor: "v", since: 0)
    _ = take(&state, Self.read("a", count: 8, bytes: 1000), at: 0)
    let verdict = take(&state, Self.read("b", count: count, bytes: bytes), at: 1, confirm: 1)
    #expect(verdict == (isSuspect ? .suspect : .changed))
  }

  @Test func failures() {
    var state = VendorState(vendor: "v", since: 0)
    let dns = Observation.failed(.init(kind: "resolve", message: "m"))
    let tls = Observation.failed(.init(kind: "tls", message: "m"))
    #expect(take(&state, dns, at: 0) == .failing)
    #expect(take(&state, dns, at: 1) == .failed(tell: true))
    #expect(take(&state, dns, at: 2) == .failed(tell: false))
    #expect(take(&state, tls, at: 3) == .failing)
    #expect(take(&state, tls, at: 4) == .failed(tell: true))
    let over = state.take(
      Self.read("a"), reference: Self.reference, now: 5, confirm: 2, confirmAfter: 0)
    #expect(over.isRecovered && over.verdict == .same)
    #expect(state.failure == nil)
  }

  @Test func staleness() {
    var state = VendorState(vendor: "v", since: 0)
    var said = [100, 101, 500].map { state.isStale(now: $0, after: 100) }
    #expect(said == [false, true, false], "said once")
    _ = take(&state, Self.read("a"), at: 600)
    said = [700, 800].map { state.isStale(now: $0, after: 100) }
    #expect(said == [false, true])
  }

  @Test func unchangedAfterAnotherPublicationReadsAgain() {
    var state = VendorState(vendor: "v", since: 0)
    _ = take(&state, Self.read("known"), at: 0)
    let other = VendorState.Reference(hash: "z", count: 8, candidates: [])
    let verdict = state.take(.unchanged, reference: other, now: 9, confirm: 1, confirmAfter: 0)
    #expect(verdict.verdict == .unconfirmed && state.pending?.count == 0)
  }
}
