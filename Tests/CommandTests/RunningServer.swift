import Foundation
import Glibc

/// A `cspreg-server` on a free port, which ends with this value.
final class RunningServer {
  let port: Int
  private let process = Process()
  private let log: URL
  private let folder: TemporaryFolder

  /// Starts a server with the registry of these tests.
  ///
  /// - Parameter options: Options beside the port.
  /// - Throws: That it did not start within a minute.
  init(_ options: [String] = []) throws {
    folder = try TemporaryFolder()
    log = URL(fileURLWithPath: folder.path("log"))
    try Data().write(to: log)
    process.executableURL = Program.folder.appendingPathComponent("cspreg-server")
    process.arguments = ["--port", "0"] + options
    process.environment = Program.environment
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 {
      let line = try Self.lines(log).first { $0["message"] as? String == "listening" }
      if let port = line?["port"] as? Int {
        self.port = port
        return
      }
      usleep(100_000)
    }
    process.terminate()
    throw CommandFailure(
      "the server did not start: \(try String(contentsOf: log, encoding: .utf8))")
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// Sends it a signal.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Tells it to end and waits; its exit code.
  func end() -> Int32 {
    if process.isRunning { signal(SIGTERM) }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The most memory that it had, in bytes.
  func peakMemory() throws -> Int {
    let path = "/proc/\(process.processIdentifier)/status"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) << 10
  }

  /// What it logged, in order; every line is one JSON object.
  var messages: [String] {
    let lines = (try? Self.lines(log)) ?? []
    return lines.map { $0["message"] as? String ?? "no message" }
  }

  private static func lines(_ log: URL) throws -> [[String: Any]] {
    try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map { line in
      let value = try? JSONSerialization.jsonObject(with: Data(line.utf8))
      return value as? [String: Any] ?? ["message": "no JSON: \(line)"]
    }
  }
}
