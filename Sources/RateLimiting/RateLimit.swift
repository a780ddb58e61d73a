/// How often each client may come: a bucket that fills again, one a client.
public struct RateLimit: Sendable {
  private struct Bucket: Sendable {
    /// May be less than nothing where a client was charged for more than it had.
    var tokens: Double
    var time: Double
  }

  /// The most clients that are told apart; beyond that the full buckets are forgotten.
  static let clientLimit = 50_000

  private let rate: Double
  private let burst: Double
  private var buckets: [String: Bucket] = [:]

  /// Makes a limit.
  ///
  /// - Parameters:
  ///   - rate: How often a second in the long run; 0 for no limit.
  ///   - burst: How often at once.
  public init(rate: Double, burst: Double) {
    self.rate = rate
    self.burst = max(1, burst)
  }

  /// Lets a client come once.
  ///
  /// - Parameters:
  ///   - client: Who comes.
  ///   - time: Seconds of a clock that never goes back.
  /// - Returns: `nil` when it may, else the seconds to wait.
  public mutating func take(_ client: String, at time: Double) -> Int? {
    guard rate > 0 else { return nil }
    var bucket = buckets[client] ?? Bucket(tokens: burst, time: time)
    bucket.tokens = min(burst, bucket.tokens + max(0, time - bucket.time) * rate)
    bucket.time = time
    defer { buckets[client] = bucket }
    if buckets.count >= Self.clientLimit { forget(at: time) }
    guard bucket.tokens < 1 else {
      bucket.tokens -= 1
      return nil
    }
    return max(1, Int(((1 - bucket.tokens) / rate).rounded(.up)))
  }

  /// Takes what else a client brought; what it brings later waits for it.
  public mutating func charge(_ count: Int, to client: String) {
    buckets[client]?.tokens -= Double(count)
  }

  /// How many clients are remembered.
  var clientCount: Int { buckets.count }

  /// Forgets those who did not come for long; everybody, if all just did.
  private mutating func forget(at time: Double) {
    buckets = buckets.filter { $0.value.tokens + (time - $0.value.time) * rate < burst }
    if buckets.count >= Self.clientLimit { buckets = [:] }
  }
}
