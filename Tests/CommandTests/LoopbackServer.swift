import Foundation

/// A server of Tests/CommandTests/Servers in a process of its own, which ends with this value.
final class LoopbackServer: @unchecked Sendable {
  let port: Int
  private let process: Process
  /// The server ends when this does.
  private let input = Pipe()
  private let log: String

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - name: File in the folder Servers.
  ///   - folder: Where it runs and where its log is.
  ///   - arguments: Everything after the log's path.
  /// - Throws: That it did not start.
  init(_ name: String, in folder: TemporaryFolder, arguments: [String] = []) throws {
    log = folder.path("\(name)-\(UUID().uuidString).log")
    FileManager.default.createFile(atPath: log, contents: nil)
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = Program.root.appendingPathComponent("Tests/CommandTests/Servers/\(name)").path
    process.arguments = ["python3", script, log] + arguments
    process.currentDirectoryURL = folder.url
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      text += String(decoding: data, as: UTF8.self)
    }
    guard let port = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw CommandFailure("\(name) did not start")
    }
    self.port = port
  }

  deinit { stop() }

  /// Ends the server.
  func stop() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// What it wrote down, line by line.
  var lines: [String] {
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }
}
