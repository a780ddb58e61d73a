/// How many reports each site may send: a bucket that fills again, one a site.
struct SiteAllowance {
  private struct Bucket {
    var reports: Double
    var time: Double
  }

  private let rate: Double
  private let burst: Double
  private var buckets: [String: Bucket] = [:]

  /// Makes an allowance.
  ///
  /// - Parameters:
  ///   - rate: Reports a second in the long run; 0 for any number.
  ///   - burst: Reports at once.
  init(rate: Double, burst: Double) {
    self.rate = rate
    self.burst = max(1, burst)
  }

  /// Takes a report of a site.
  ///
  /// - Parameters:
  ///   - site: One of the sites that have tokens, so that there are few.
  ///   - time: Seconds of a clock that never goes back.
  /// - Returns: `nil` when it may come, else the seconds to wait.
  mutating func take(of site: String, at time: Double) -> Int? {
    guard rate > 0 else { return nil }
    var bucket = buckets[site] ?? Bucket(reports: burst, time: time)
    bucket.reports = min(burst, bucket.reports + max(0, time - bucket.time) * rate)
    bucket.time = time
    defer { buckets[site] = bucket }
    guard bucket.reports >= 1 else {
      return max(1, Int(((1 - bucket.reports) / rate).rounded(.up)))
    }
    bucket.reports -= 1
    return nil
  }

  /// Takes what else came with a report; those that come later wait for it.
  mutating func charge(_ count: Int, to site: String) {
    buckets[site]?.reports -= Double(count)
  }
}
