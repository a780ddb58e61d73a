import Testing

@testable import Watching

@Suite struct MirrorStateTests {
  private func take(
    _ state: inout MirrorState, _ trouble: String?, at now: Int, confirm: Int = 2
  ) -> MirrorState.Change {
    state.take(trouble, now: now, confirm: confirm, confirmAfter: 30)
  }

  @Test func troubleIsConfirmedToldOnceAndOver() {
    var state = MirrorState(url: "u")
    #expect(take(&state, nil, at: 0) == .none)
    #expect(take(&state, "a", at: 10) == .unconfirmed)
    #expect(take(&state, "a", at: 20) == .unconfirmed, "too close")
    #expect(take(&state, "a", at: 40) == .tell)
    #expect(take(&state, "a", at: 80) == .none)
    #expect(take(&state, nil, at: 90) == .over("a"))
    #expect(take(&state, nil, at: 99) == .none)
    #expect(take(&state, "b", at: 100, confirm: 1) == .tell)
  }

  @Test func otherTroubleBeginsAnew() {
    var state = MirrorState(url: "u")
    #expect(take(&state, "a", at: 0) == .unconfirmed)
    #expect(take(&state, "b", at: 40) == .unconfirmed)
    #expect(take(&state, "b", at: 70) == .tell)
    #expect(take(&state, "a", at: 80) == .unconfirmed)
    #expect(take(&state, "b", at: 90) == .none, "what was told is still so")
    #expect(take(&state, "a", at: 200) == .unconfirmed, "not in a row")
  }

  @Test func aClockThatGoesBackHoldsNothingUp() {
    var state = MirrorState(url: "u")
    #expect(take(&state, "a", at: 1_000_000) == .unconfirmed)
    #expect(take(&state, "a", at: 100) == .unconfirmed)
    #expect(take(&state, "a", at: 130) == .tell)
  }
}
