import Diagnostics
import Glibc
import Spawning

/// The lines that another program prints, read while it runs.
public enum ProgramLines {
  /// Hands each line to a closure, without its line end.
  ///
  /// What the program says on standard error goes where this program's does.
  ///
  /// - Parameters:
  ///   - name: An executable that stands beside this one.
  ///   - arguments: Everything after its name.
  ///   - limit: The longest line, in bytes.
  ///   - body: Receives the line's number from 1 and its bytes, or `nil` for a line over the limit.
  /// - Throws: What `body` throws, that the program cannot be started, `Finished` when it ended with another code than 0.
  public static func each(
    beside name: String, _ arguments: [String], limit: Int,
    _ body: (Int, ArraySlice<UInt8>?) throws(CommandError) -> Void
  ) throws {
    let path = (executableDirectory() ?? ".") + "/" + name
    guard access(path, X_OK) == 0 else {
      throw CommandError(
        name, "this executable is not beside cspreg. Install it too.", exitCode: .usage)
    }
    var ends: [Int32] = [0, 0]
    var process: pid_t = 0
    var code = pipe(&ends) == 0 ? 0 : errno
    if code == 0 {
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      code = spawn(
        [path] + arguments, files: [.nothing, .descriptor(ends[1]), .descriptor(STDERR_FILENO)],
        process: &process)
      close(ends[1])
    }
    guard code == 0 else {
      throw CommandError(path, "cannot be started: \(systemMessage(code)).", exitCode: .unfinished)
    }
    let read = Result { () throws(CommandError) in
      try Input.eachLine(of: "/dev/fd/\(ends[0])", limit: limit, body)
    }
    // Nobody reads on: a program that still writes ends.
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    try read.get()
    let signal = status & 0x7F
    let exit = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    try Finished.with(ExitCode(rawValue: exit) ?? .unfinished)
  }
}
