import Glibc

/// The CPU time of a body on this thread: how long it waits for its turn does not count.
///
/// - Returns: Seconds.
public func threadSeconds(_ body: () throws -> Void) rethrows -> Double {
  let start = threadClock()
  try body()
  return threadClock() - start
}

private func threadClock() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
