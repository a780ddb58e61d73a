import Foundation
import Glibc
import Spawning

/// A finished process.
struct ProcessRun {
  var exit: Int32
  var output: [UInt8]
  var errors: [UInt8]

  var outputText: String { String(decoding: output, as: UTF8.self) }
  var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Runs a script with bash; the built executables are first on its PATH.
  ///
  /// Standard output and error go to files, so no pipe can fill up. A script that runs longer than
  /// `seconds` is ended and exits with 124.
  ///
  /// - Parameters:
  ///   - script: What bash runs.
  ///   - folder: Where it runs.
  ///   - input: A file for standard input; nothing is read without one.
  ///   - environment: Variables beside those of ``Program/environment``.
  ///   - seconds: How long it may take.
  /// - Throws: When bash cannot be started, or what it printed cannot be read.
  init(
    _ script: String, in folder: URL, input: URL? = nil, environment: [String: String] = [:],
    seconds: Int = 300
  ) throws {
    let scratch = try TemporaryFolder()
    let paths = (out: scratch.path("out"), err: scratch.path("err"))
    let opened = open(input?.path ?? "/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(opened) }
    let arguments = [
      "env", "-C", folder.path, "timeout", "--foreground", String(seconds), "bash", "-c", script,
    ]
    let variables = Program.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var process: pid_t = 0
    let failure = spawn(
      arguments, variables: variables.sorted(),
      files: [.descriptor(opened), .written(paths.out), .written(paths.err)], process: &process)
    guard failure == 0 else { throw CommandFailure("bash cannot be run: error \(failure)") }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    exit = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    output = try Array(Data(contentsOf: URL(fileURLWithPath: paths.out)))
    errors = try Array(Data(contentsOf: URL(fileURLWithPath: paths.err)))
  }
}

/// What stops a test before it could test anything.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A folder that lives as long as this value.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-commands-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
  }
}
