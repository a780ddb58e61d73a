import Foundation
import Glibc

/// A headless Chromium with a throw-away profile, for which every name is a server on this machine.
///
/// `Page/browser.py` looks after it, so that nothing is left even when the tests are killed.
final class Chromium {
  /// The programs that are missing on the PATH.
  static var missing: [String] {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return ["chromium", "openssl", "python3"].filter { name in
      !folders.contains { access("\($0)/\(name)", X_OK) == 0 }
    }
  }

  private let process = Process()
  private let input = Pipe()

  /// Opens a page, for `seconds` at most.
  init(_ url: String, serverPort: Int, seconds: Int) throws {
    let script = Self.page("browser.py").path
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, String(serverPort), String(seconds), url]
    process.standardInput = input
    try process.run()
  }

  var isRunning: Bool { process.isRunning }

  /// Ends it, and returns when all that it left is gone.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// A file of the folder `Page`.
  static func page(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Page/\(name)")
  }
}
