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

  /// Counts one more thing and, a few times a second, says so.
  public mutating func step(_ text: (Int) -> String) {
    count += 1
    guard isShown else { return }
    let now = monotonicMilliseconds()
    // A run that ends at once shows nothing.
    guard now - start > 500, now - last > 100 else { return }
    last = now
    print("\r\u{1B}[K" + text(count))
  }

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
