import Diagnostics
import Glibc
import Spawning

/// Another program that this one started and reads the answer of.
///
/// What it is given and what it says goes through files in memory, so that neither side waits for
/// the other and nothing of it shows in the list of processes.
public struct ChildProcess {
  /// How a program ended.
  public struct Result: Sendable {
    /// The exit code; 128 and the signal's number when a signal ended it.
    public var exit: Int32
    /// Standard output, unless it went to a file.
    public var output: [UInt8]
    /// Standard error.
    public var errors: [UInt8]
    /// What came through descriptor 3.
    public var metadata: [UInt8]

    /// The last line of standard error, for messages.
    public var lastError: String {
      let lines = String(decoding: errors, as: UTF8.self).split(separator: "\n")
      return lines.last.map(String.init) ?? "exit code \(exit)"
    }
  }

  private let process: pid_t
  private let output: Int32
  private let errors: Int32
  private let metadata: Int32

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: The executable.
  ///   - arguments: Everything after its name.
  ///   - input: What it reads on standard input.
  ///   - outputFile: A file for standard output; `nil` keeps it for the result.
  ///   - environment: Variables beside those of this process.
  /// - Throws: That it cannot be started.
  public init(
    _ path: String, _ arguments: [String], input: [UInt8] = [], outputFile: String? = nil,
    environment: [String: String] = [:]
  ) throws(CommandError) {
    func cannot(_ code: Int32) -> CommandError {
      CommandError(path, "cannot be started: \(systemMessage(code)).", exitCode: .unfinished)
    }
    var open: [Int32] = []
    func failed() -> CommandError {
      let code = errno
      for descriptor in open { close(descriptor) }
      return cannot(code)
    }
    for _ in 0..<4 {
      let descriptor = Self.memoryFile()
      guard descriptor >= 0 else { throw failed() }
      open.append(descriptor)
    }
    guard Self.write(input, to: open[0]), lseek(open[0], 0, SEEK_SET) == 0 else { throw failed() }
    var process: pid_t = 0
    // A bare name is a file here, and none on the `PATH`.
    let program = path.contains("/") ? path : "./" + path
    let code = spawn(
      [program] + arguments, variables: Self.variables(adding: environment),
      files: [
        .descriptor(open[0]), outputFile.map { .written($0) } ?? .descriptor(open[1]),
        .descriptor(open[2]), .descriptor(open[3]),
      ], process: &process)
    close(open[0])
    guard code == 0 else {
      for descriptor in open.dropFirst() { close(descriptor) }
      throw cannot(code)
    }
    self.process = process
    output = open[1]
    errors = open[2]
    metadata = open[3]
  }

  /// Starts an executable that stands beside this one.
  public init(
    beside name: String, _ arguments: [String], input: [UInt8] = [], outputFile: String? = nil
  ) throws(CommandError) {
    let path = (executableDirectory() ?? ".") + "/" + name
    guard access(path, X_OK) == 0 else {
      throw CommandError(
        name, "this executable is not beside cspreg. Install it too.", exitCode: .usage)
    }
    try self.init(path, arguments, input: input, outputFile: outputFile)
  }

  /// Waits for the end.
  public func wait() -> Result {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return result(status)
  }

  /// Waits for the end, and ends the program itself when it takes longer.
  ///
  /// - Parameter seconds: How long it may take.
  /// - Returns: How it ended; `nil` when it took too long.
  public func wait(seconds: Int) -> Result? {
    var left = seconds * 100
    while true {
      if let result = poll() { return result }
      if left <= 0 {
        kill(process, SIGKILL)
        _ = wait()
        return nil
      }
      left -= 1
      usleep(10_000)
    }
  }

  /// How it ended, or `nil` while it runs.
  ///
  /// Must not be asked again once it has ended.
  public func poll() -> Result? {
    var status: Int32 = 0
    let ended = waitpid(process, &status, WNOHANG)
    return ended == 0 || ended < 0 && errno == EINTR ? nil : result(status)
  }

  private func result(_ status: Int32) -> Result {
    defer { for descriptor in [output, errors, metadata] { close(descriptor) } }
    let signal = status & 0x7F
    return Result(
      exit: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: Self.read(output),
      errors: Self.read(errors), metadata: Self.read(metadata))
  }

  /// A file without a name, at a descriptor that no child expects to be something else.
  private static func memoryFile() -> Int32 {
    let name = "/cspreg-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    var descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 {
      shm_unlink(name)
    } else {
      let path = (CommandOptions.environment("TMPDIR") ?? "/tmp") + name
      descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor >= 0 { unlink(path) }
    }
    guard descriptor >= 0, descriptor < 10 else { return descriptor }
    defer { close(descriptor) }
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 10)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 { start += count } else if errno != EINTR { return false }
    }
    return true
  }

  private static func read(_ descriptor: Int32) -> [UInt8] {
    let size = max(0, lseek(descriptor, 0, SEEK_END))
    lseek(descriptor, 0, SEEK_SET)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = Glibc.read(
          descriptor, buffer.baseAddress.map { $0 + filled }, size - filled)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return }
        filled += count
      }
    }
  }

  private static func variables(adding others: [String: String]) -> [String] {
    var all: [String] = []
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if others[String(text.prefix { $0 != "=" })] == nil { all.append(text) }
      next += 1
    }
    return all + others.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}
