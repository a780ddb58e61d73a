/// How long to wait before a delivery is tried again.
public enum Backoff {
  /// The shortest and the longest wait, in seconds.
  public static let bounds = 30...86_400
  /// How long a message is tried before it counts as dead, in seconds.
  public static let patience = 7 * 86_400

  /// Seconds until the next attempt: doubled each time, shortened at random by up to a quarter.
  ///
  /// - Parameters:
  ///   - attempts: Attempts so far, from 1.
  ///   - retryAfter: What the receiver asked for.
  ///   - random: From 0 up to 1.
  /// - Returns: Seconds, within ``bounds``.
  public static func seconds(attempts: Int, retryAfter: Int?, random: Double) -> Int {
    let doubled = bounds.lowerBound << min(max(attempts - 1, 0), 12)
    let spread = Double(min(doubled, bounds.upperBound)) * (1 - random / 4)
    let wanted = max(Int(spread), retryAfter ?? 0)
    return min(max(wanted, bounds.lowerBound), bounds.upperBound)
  }
}
