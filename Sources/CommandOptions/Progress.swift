import Glibc

/// A line on a terminal that says how far a long run is; silent elsewhere.
public struct Progress {
  private let isShown: Bool
  private var count = 0
  private var last = 0
  private let start = monotonicMilliseconds()

  /// Shows progress when standard error is a terminal, unless the user wants quiet.
  public init(isQuiet: Bool) {
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// Counts more things and, a few times a second, says so.
  ///
  /// - Parameters:
  ///   - things: How many more.
  ///   - text: What to say; receives how many things there were so far.
  public mutating func step(by things: Int = 1, _ text: (Int) -> String) {
    count += things
    guard isShown else { return }
    let now = monotonicMilliseconds()
    // A run that ends at once shows nothing.
    guard now - start > 500, now - last > 100 else { return }
    last = now
    print("\r\u{1B}[K" + text(count))
  }

  /// Seconds since the beginning.
  public var seconds: Double { Double(max(1, monotonicMilliseconds() - start)) / 1000 }

  /// Clears the line.
  public func finish() {
    if last > 0 { print("\r\u{1B}[K") }
  }

  private func print(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

private func monotonicMilliseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}
