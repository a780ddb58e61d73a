import Foundation
import Glibc
import Spawning

/// A running program whose output goes to a file.
final class ChildProcess {
  private var process: pid_t = 0
  private var status: Int32?
  private let log: String

  /// Starts a program, which ends after 30 seconds whatever happens to the tests.
  ///
  /// - Parameters:
  ///   - program: Its path, or its name on the PATH.
  ///   - arguments: What it is given.
  ///   - environment: Variables beside PATH.
  ///   - folder: Where it runs.
  ///   - log: The file that takes what it prints.
  /// - Throws: When it cannot be started.
  init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    in folder: String, log: String
  ) throws {
    self.log = log
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/usr/bin:/bin"
    let variables = environment.merging(["PATH": path]) { $1 }.map { "\($0)=\($1)" }
    let words = ["env", "-C", folder, "timeout", "--kill-after=2", "30", program] + arguments
    let output = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(output) }
    let failure = spawn(
      words, variables: variables.sorted(),
      files: [.nothing, .descriptor(output), .descriptor(output)], process: &process)
    guard failure == 0 else { throw Failure("\(program) cannot be run: error \(failure)") }
  }

  /// What it has printed.
  var output: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

  /// Whether it has not ended.
  func isRunning() -> Bool { wait(WNOHANG) == nil }

  /// Waits for its end and gives its exit code.
  func exit() -> Int32 { wait(0) ?? 128 }

  /// Ends it.
  func stop() {
    if isRunning() { kill(process, SIGTERM) }
    _ = exit()
  }

  private func wait(_ options: Int32) -> Int32? {
    if let status { return status }
    var found: Int32 = 0
    var ended = waitpid(process, &found, options)
    while ended < 0, errno == EINTR { ended = waitpid(process, &found, options) }
    if ended == 0 { return nil }
    let signal = found & 0x7F
    status = signal == 0 ? (found >> 8) & 0xFF : 128 + signal
    return status
  }
}
