import Foundation
import Glibc

/// A running program whose output goes to a file.
///
/// Signals reach it: threads of a test block them, and Foundation's `Process` would hand that down.
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
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/usr/bin:/bin"
    let variables = environment.merging(["PATH": path]) { $1 }.map { "\($0)=\($1)" }
    let words = ["env", "-C", folder, "timeout", "--kill-after=2", "30", program] + arguments
    let failure = Self.withPointers(words) { words in
      Self.withPointers(variables.sorted()) { variables in
        posix_spawn(&process, "/usr/bin/env", &actions, &attributes, words, variables)
      }
    }
    guard failure == 0 else { throw Failure("\(program) cannot be run: error \(failure)") }
  }

  private static func withPointers<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
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
