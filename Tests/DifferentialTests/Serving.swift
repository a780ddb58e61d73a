import Deployments
import Foundation
import Glibc

/// A program that answers requests as a configuration file tells it.
struct Serving: Sendable {
  /// What starts it: arguments, and where the configuration is written.
  struct Setup {
    var arguments: [String]
    var environment: [String: String] = [:]
  }

  /// What the tests and the folder of its cases call it.
  let id: String
  /// What has to be installed.
  let program: String
  /// Writes the files that it needs into a folder.
  let prepare:
    @Sendable (_ file: [UInt8], _ name: String, _ folder: Folder, _ port: Int) throws -> Setup

  /// Where a program is; `nil` when it is not installed.
  static func path(of program: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return (folders.map(String.init) + ["/usr/sbin", "/usr/bin"]).map { $0 + "/" + program }
      .first { access($0, X_OK) == 0 }
  }

  var isInstalled: Bool { Self.path(of: program) != nil }

  /// The header fields of the answer to each request.
  func answers(
    to requests: [ServedCase.Expectation], _ file: SourceFile, port: Int
  ) throws -> [[(name: String, value: String)]] {
    let folder = try Folder()
    for part in file.parts.dropFirst() { try folder.write(file.bytes(of: part), to: part.path) }
    for request in requests where !request.path.hasSuffix("missing") {
      let path = request.path.split(separator: "?")[0]
      try folder.write("ok", to: "www" + path + (path.hasSuffix("/") ? "index.html" : ""))
    }
    let setup = try prepare(file.bytes(of: file.parts[0]), file.path, folder, port)
    let process = try ChildProcess(
      program, setup.arguments,
      environment: ["HOME": folder.path("")].merging(setup.environment) { $1 },
      in: folder.path(""), log: folder.path("output"))
    defer { process.stop() }
    return try requests.map { request in
      while true {
        if let answer = try LoopbackRequest(request.host, request.path, port: port).answer() {
          return answer
        }
        guard process.isRunning() else {
          throw Failure("\(program) ended: \(process.output.suffix(600))")
        }
        usleep(10_000)
      }
    }
  }
}

/// What stops a test before it could compare anything.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A folder that lives as long as this value.
final class Folder: Sendable {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-served-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }
}
