import Diagnostics
import Dispatch
import Glibc
import JSONText
import Logging
import Synchronization

/// A log of one JSON object a line.
///
/// Lines are gathered and written together a few times a second, by a thread of the log's own: no request waits for a
/// disk, or for a reader that does not read.
final class JSONLog: Sendable {
  /// How much a line matters.
  enum Level: String, Sendable {
    case debug
    case info
    case warn
    case error
  }

  /// The most bytes that wait to be written; lines that come then are lost.
  private static let limit = 4 << 20

  private struct State: Sendable {
    var lines: [UInt8] = []
    var lost = 0
    var second = 0
    var date = ""
  }

  private let descriptor: Int32
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "cspreg.log")

  /// Starts a log.
  ///
  /// - Parameter descriptor: Where it goes.
  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    Task { [weak self] in
      while let self {
        await withCheckedContinuation { continuation in
          queue.async {
            self.writeOut()
            continuation.resume()
          }
        }
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// Writes a line.
  ///
  /// - Parameters:
  ///   - level: How much it matters.
  ///   - message: What happened, always the same words for the same thing.
  ///   - members: What it happened to.
  func write(_ level: Level, _ message: String, _ members: [JSON.Member] = []) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    state.withLock { state in
      guard state.lines.count < Self.limit else { return state.lost += 1 }
      if time.tv_sec != state.second {
        state.second = time.tv_sec
        state.date = String(Moment.text(time.tv_sec).dropLast())
      }
      let milliseconds = String(time.tv_nsec / 1_000_000)
      let zeros = String(repeating: "0", count: 3 - milliseconds.count)
      let line = JSON.object(
        [
          JSON.Member("time", .string("\(state.date).\(zeros)\(milliseconds)Z")),
          JSON.Member("level", .string(level.rawValue)), JSON.Member("message", .string(message)),
        ] + members)
      line.write(compactTo: &state.lines)
      state.lines.append(0x0A)
    }
  }

  /// Writes what was gathered, and waits until it is written.
  func flush() { queue.sync { writeOut() } }

  private func writeOut() {
    let (lines, lost) = state.withLock { state in
      defer { (state.lines, state.lost) = ([], 0) }
      return (state.lines, state.lost)
    }
    var start = 0
    while start < lines.count {
      let count = lines[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      // A log that cannot be written must not stop the server.
      guard count > 0 else { break }
      start += count
    }
    if lost > 0 { write(.warn, "lines of the log were lost", [JSON.Member("lines", .int(lost))]) }
  }
}

/// What the parts of the server log, as lines of ours.
struct JSONLogHandler: LogHandler {
  let log: JSONLog
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .warning

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let level: JSONLog.Level =
      switch event.level {
      case .trace, .debug: .debug
      case .info, .notice: .info
      case .warning: .warn
      case .error, .critical: .error
      }
    log.write(
      level, "\(event.message)",
      all.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string("\($0.value)")) })
  }
}
