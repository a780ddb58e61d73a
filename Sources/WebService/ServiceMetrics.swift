import Synchronization

/// What is counted, as Prometheus reads it (text format 0.0.4).
public final class ServiceMetrics: Sendable {
  private struct Key: Hashable, Sendable {
    var route: String
    var status: Int
  }

  private struct State: Sendable {
    var requests: [Key: Int] = [:]
    var seconds: [String: Histogram] = [:]
    var reloads = 0
    var failedReloads = 0
  }

  private struct Histogram: Sendable {
    var counts = [Int](repeating: 0, count: ServiceMetrics.bounds.count)
    var count = 0
    var sum = 0.0
  }

  /// Upper bounds in seconds.
  private static let bounds = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

  private let state = Mutex(State())
  private let bytes = Atomic<Int>(0)
  private let underway = Atomic<Int>(0)
  private let connections = Atomic<Int>(0)
  private let slow = Atomic<Int>(0)

  /// Starts at nothing.
  public init() {}

  /// A connection was opened, or closed.
  public func connection(isOpen: Bool) {
    connections.add(isOpen ? 1 : -1, ordering: .relaxed)
  }

  /// A connection was closed because its client took too long.
  public func closedSlowConnection() { slow.add(1, ordering: .relaxed) }

  /// A request came.
  func begin() { underway.add(1, ordering: .relaxed) }

  /// A request was answered.
  func end(_ response: WebResponse, seconds: Double) {
    underway.add(-1, ordering: .relaxed)
    bytes.add(response.isHeadOnly ? 0 : response.body.count, ordering: .relaxed)
    state.withLock { state in
      state.requests[Key(route: response.route, status: response.status), default: 0] += 1
      var histogram = state.seconds[response.route] ?? Histogram()
      if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) {
        histogram.counts[place] += 1
      }
      histogram.count += 1
      histogram.sum += seconds
      state.seconds[response.route] = histogram
    }
  }

  /// The registry was read again, or could not be.
  public func reload(isDone: Bool) {
    state.withLock { state in
      if isDone { state.reloads += 1 } else { state.failedReloads += 1 }
    }
  }

  /// All counts.
  ///
  /// - Parameters:
  ///   - head: Number of the last line of the log that is served.
  ///   - vendors: Number of vendors that are served.
  /// - Returns: The text.
  func text(head: Int, vendors: Int) -> String {
    let state = state.withLock { $0 }
    var text = ""
    func family(_ name: String, _ type: String, _ help: String, _ lines: [String]) {
      text += "# HELP cspreg_\(name) \(help)\n# TYPE cspreg_\(name) \(type)\n"
      for line in lines { text += "cspreg_\(name)\(line)\n" }
    }
    family(
      "requests_total", "counter", "Answered requests.",
      state.requests.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }.map {
        "{route=\"\($0.key.route)\",status=\"\($0.key.status)\"} \($0.value)"
      })
    family(
      "request_seconds", "histogram", "From the head of a request to its answer.",
      state.seconds.sorted { $0.key < $1.key }.flatMap { route, histogram in
        var sum = 0
        var lines: [String] = []
        for (bound, count) in zip(Self.bounds, histogram.counts) {
          sum += count
          lines.append("_bucket{route=\"\(route)\",le=\"\(bound)\"} \(sum)")
        }
        lines.append("_bucket{route=\"\(route)\",le=\"+Inf\"} \(histogram.count)")
        lines.append("_sum{route=\"\(route)\"} \(histogram.sum)")
        lines.append("_count{route=\"\(route)\"} \(histogram.count)")
        return lines
      })
    func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
      family(name, type, help, [" \(value)"])
    }
    single(
      "response_bytes_total", "counter", "Bytes of bodies.", bytes.load(ordering: .relaxed))
    single(
      "requests_underway", "gauge", "Requests without an answer yet.",
      underway.load(ordering: .relaxed))
    single("connections", "gauge", "Open connections.", connections.load(ordering: .relaxed))
    single(
      "slow_connections_total", "counter", "Connections closed for their slowness.",
      slow.load(ordering: .relaxed))
    single("reloads_total", "counter", "Times the registry was read again.", state.reloads)
    single(
      "failed_reloads_total", "counter", "Times the registry could not be read again.",
      state.failedReloads)
    single("registry_head", "gauge", "Last line of the log that is served.", head)
    single("registry_vendors", "gauge", "Vendors that are served.", vendors)
    return text
  }
}
