import Glibc

/// CPU seconds of this process, the least of several runs: other work on the machine only adds.
func seconds(_ runs: Int, _ body: () -> Void) -> Double {
  (0..<runs).map { _ in
    let start = cpu()
    body()
    return cpu() - start
  }.min() ?? 0
}

private func cpu() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Keeps a value that is computed only to be timed.
@inline(never) func keep<T>(_ value: T) {}

/// `value` with three digits, as wide as a column.
func column(_ value: Double, _ width: Int = 10) -> String {
  let digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  let factor = [1.0, 10, 100][digits]
  let rounded = (value * factor).rounded() / factor
  let text = digits == 0 ? "\(Int(rounded))" : "\(rounded)"
  return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
}
