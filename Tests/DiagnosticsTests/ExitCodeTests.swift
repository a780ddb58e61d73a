import Diagnostics
import Testing

@Suite struct ExitCodeTests {
  static let all: [ExitCode] = [.done, .findings, .usage, .unfinished, .integrity]

  @Test func numbersArePromised() {
    #expect(Self.all.map(\.rawValue) == [0, 1, 2, 3, 4])
    #expect(ExitCode(rawValue: 5) == nil)
  }

  /// The most serious wins in the order 4, 2, 3, 1, 0.
  @Test func theMostSeriousWins() {
    let order: [ExitCode] = [.done, .findings, .unfinished, .usage, .integrity]
    for (weight, code) in order.enumerated() {
      for (otherWeight, other) in order.enumerated() {
        #expect(code.worst(other) == order[max(weight, otherWeight)])
      }
    }
  }
}
