import ArgumentParser
import CCurl
import Diagnostics
import Fetching
import Glibc
import JSONText

/// `cspreg-fetch`: one request in, one response out.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cspreg-fetch",
    abstract: "Carries out one request: JSON on standard input, the body on standard output.",
    discussion: """
      Only https at public addresses, unless the request says otherwise. How it went is written as
      JSON to a descriptor, 3 when it is open, else standard error.

      Example:
        echo '{"url": "https://docs.vendor.example/csp"}' | cspreg-fetch > page.html 3> meta.json
      """)

  @Option(help: ArgumentHelp("Descriptor for the metadata.", valueName: "number"))
  var metadata: Int32?

  /// The longest request, in bytes.
  private static let limit = 64 << 20

  mutating func run() throws {
    let descriptor = try metadataDescriptor()
    let request: FetchRequest
    do throws(JSONError) {
      request = try FetchRequest(parsing: Self.standardInput(), file: "standard input")
    } catch {
      Self.fail(error.description)
    }
    if request.permission.privateAddresses {
      Self.write(
        Array(
          "cspreg-fetch: allow_private: private addresses, plain http and every port are open.\n"
            .utf8), to: STDERR_FILENO)
    }
    Watchdog.start(request, descriptor)
    curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    guard var exchange = Exchange(request) else { Self.fail("libcurl could not be started.") }
    let response = exchange.run()
    Watchdog.stop()
    Self.write(Array((response.json.compact() + "\n").utf8), to: descriptor)
    if response.outcome != .answered { Glibc.exit(Diagnostics.ExitCode.unfinished.rawValue) }
  }

  private func metadataDescriptor() throws -> Int32 {
    if let metadata {
      guard fcntl(metadata, F_GETFD) >= 0 else {
        Self.fail("--metadata \(metadata): this descriptor is not open.")
      }
      return metadata
    }
    return fcntl(3, F_GETFD) >= 0 ? 3 : STDERR_FILENO
  }

  private static func standardInput() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
    }
    fail("the request is longer than \(limit >> 20) MiB.")
  }

  /// Ends the program because of what it was given.
  static func fail(_ message: String) -> Never {
    write(Array("cspreg-fetch: \(message)\n".utf8), to: STDERR_FILENO)
    Glibc.exit(Diagnostics.ExitCode.usage.rawValue)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 { start += count } else if errno != EINTR { return }
    }
  }
}
