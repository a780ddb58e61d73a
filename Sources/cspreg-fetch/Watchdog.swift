import Fetching
import Glibc
import JSONText

/// Ends the program when something that has no limit of its own, such as the resolver, hangs.
enum Watchdog {
  nonisolated(unsafe) private static var last: UnsafeMutableBufferPointer<UInt8>?
  nonisolated(unsafe) private static var descriptor: Int32 = STDERR_FILENO

  /// Begins to watch; what it would say is put together now, for a signal may not allocate.
  static func start(_ request: FetchRequest, _ descriptor: Int32) {
    let response = FetchResponse(
      outcome: .failed, reason: FetchResponse.Failure.timeout.rawValue,
      message: "it took longer than \(request.limits.seconds) seconds.", url: request.url)
    let bytes = Array((response.json.compact() + "\n").utf8)
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = buffer.initialize(from: bytes)
    last = buffer
    self.descriptor = descriptor
    signal(SIGALRM) { _ in
      if let last = Watchdog.last {
        _ = write(Watchdog.descriptor, last.baseAddress, last.count)
      }
      Watchdog.endBrowser()
      _exit(3)
    }
    // Whoever starts programs from a thread may hand on a mask that blocks everything.
    var alarms = sigset_t()
    sigemptyset(&alarms)
    sigaddset(&alarms, SIGALRM)
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { number in
        Watchdog.endBrowser()
        _exit(128 + number)
      }
      sigaddset(&alarms, number)
    }
    sigprocmask(SIG_UNBLOCK, &alarms, nil)
    goOn(milliseconds: request.limits.seconds * 1000)
  }

  /// Watches on; the limit itself is kept by others, a second earlier.
  static func goOn(milliseconds: Int) {
    alarm(UInt32(clamping: max(milliseconds, 1000) / 1000 + 2))
  }

  /// A browser does not outlive the program that opened it.
  private static func endBrowser() {
    if Browser.group > 0 { kill(-Browser.group, SIGKILL) }
  }

  /// Stops watching.
  static func stop() { alarm(0) }
}
