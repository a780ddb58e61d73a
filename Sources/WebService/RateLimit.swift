import Synchronization

/// How often each client may ask for what costs time: a bucket that fills again, one a client.
public final class RateLimit: Sendable {
  private struct Bucket: Sendable {
    var tokens: Double
    var time: Double
  }

  private struct State: Sendable {
    var buckets: [String: Bucket] = [:]
  }

  /// The most clients that are told apart; beyond that the full buckets are forgotten.
  static let clientLimit = 50_000

  private let rate: Double
  private let burst: Double
  private let state = Mutex(State())

  /// Makes a limit.
  ///
  /// - Parameters:
  ///   - rate: Requests a second in the long run; 0 for no limit.
  ///   - burst: Requests at once.
  public init(rate: Double, burst: Double) {
    self.rate = rate
    self.burst = max(1, burst)
  }

  /// Takes a request of a client.
  ///
  /// - Parameters:
  ///   - client: Who asks.
  ///   - time: Seconds of a clock that never goes back.
  /// - Returns: `nil` when it may go on, else the seconds to wait.
  func take(_ client: String, at time: Double) -> Int? {
    guard rate > 0 else { return nil }
    return state.withLock { state in
      var bucket = state.buckets[client] ?? Bucket(tokens: burst, time: time)
      bucket.tokens = min(burst, bucket.tokens + max(0, time - bucket.time) * rate)
      bucket.time = time
      defer { state.buckets[client] = bucket }
      if state.buckets.count >= Self.clientLimit { forget(&state, at: time) }
      guard bucket.tokens < 1 else {
        bucket.tokens -= 1
        return nil
      }
      return max(1, Int(((1 - bucket.tokens) / rate).rounded(.up)))
    }
  }

  /// How many clients are remembered.
  var clientCount: Int { state.withLock { $0.buckets.count } }

  /// Forgets those who did not ask for long; everybody, if all just did.
  private func forget(_ state: inout State, at time: Double) {
    state.buckets = state.buckets.filter { $0.value.tokens + (time - $0.value.time) * rate < burst }
    if state.buckets.count >= Self.clientLimit { state.buckets = [:] }
  }
}
