import Diagnostics
import Glibc

/// Reads the files that a command is given.
public enum Input {
  /// The largest file that is read whole: 256 MiB.
  public static let limit = 256 << 20

  /// Reads a file, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: The most bytes that are read.
  /// - Returns: All of it.
  /// - Throws: That it cannot be read, or is larger.
  public static func read(_ path: String, limit: Int = limit) throws(CommandError) -> [UInt8] {
    let descriptor = try open(path)
    defer { close(path, descriptor) }
    let tooLarge = CommandError(
      path, "larger than \(limit >> 20) MiB. Give NDJSON with --batch for many policies.",
      exitCode: .unfinished)
    var room = 1 << 16
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      // A large file is refused before it takes up memory.
      if status.st_size > limit { throw tooLarge }
      // One more than it holds, so that its end is seen.
      room = max(Int(status.st_size) + 1, 1 << 12)
    }
    var bytes = [UInt8](repeating: 0, count: room)
    var count = 0
    while true {
      let more = try readSome(path, descriptor, into: &bytes, at: count)
      count += more
      if count > limit { throw tooLarge }
      if more == 0 {
        bytes.removeLast(bytes.count - count)
        return bytes
      }
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
    }
  }

  /// Hands each line of a file to a closure, without its line end.
  ///
  /// - Parameters:
  ///   - path: A file, or `-` for standard input.
  ///   - limit: The longest line, in bytes.
  ///   - body: Receives the line's number from 1 and its bytes, or `nil` for a line over the limit.
  /// - Throws: What `body` throws, or that the file cannot be read.
  public static func eachLine(
    of path: String, limit: Int = 16 << 20,
    _ body: (Int, ArraySlice<UInt8>?) throws(CommandError) -> Void
  ) throws(CommandError) {
    var reader = try LineReader(path, longestLine: limit)
    var piece = LinePiece()
    while try reader.next(&piece) { reader.count(try piece.eachLine(body)) }
  }

  /// Whether a file begins with some bytes; what can be read only once is none.
  ///
  /// - Throws: That it cannot be read.
  public static func isFile(
    _ path: String, beginningWith mark: [UInt8]
  ) throws(CommandError) -> Bool {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return false
    }
    let descriptor = try open(path)
    defer { close(path, descriptor) }
    var bytes = [UInt8](repeating: 0, count: mark.count)
    let count = try readSome(path, descriptor, into: &bytes)
    return count == mark.count && bytes == mark
  }

  static func open(_ path: String) throws(CommandError) -> Int32 {
    if path == "-" { return STDIN_FILENO }
    if isDirectory(path) {
      throw CommandError(path, "is a directory; name a file in it.", exitCode: .unfinished)
    }
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandError(
        path, "cannot be read: \(systemMessage(errno)).", exitCode: .unfinished)
    }
    return descriptor
  }

  private static func close(_ path: String, _ descriptor: Int32) {
    if path != "-" { Glibc.close(descriptor) }
  }

  /// Reads once into the part of a buffer that begins at an index; 0 bytes at the end of the file.
  static func readSome(
    _ path: String, _ descriptor: Int32, into buffer: inout [UInt8], at start: Int = 0
  ) throws(CommandError) -> Int {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      if count >= 0 { return count }
      if errno == EINTR { continue }
      throw CommandError(
        path == "-" ? "standard input" : path, "cannot be read: \(systemMessage(errno)).",
        exitCode: .unfinished)
    }
  }
}
