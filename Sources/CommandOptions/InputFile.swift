import Diagnostics
import Glibc

/// An open file, or standard input for `-`; what was opened is closed with the last reference to it.
public final class InputFile: Sendable {
  /// Its name for messages.
  let path: String
  /// The open file.
  public let descriptor: Int32

  /// Opens a file.
  public init(_ path: String) throws(CommandError) {
    self.path = path
    descriptor = try Input.open(path)
  }

  deinit {
    if path != "-" { close(descriptor) }
  }

  /// Appends a range of the file to some bytes.
  ///
  /// - Throws: That the file ends before it, or cannot be read.
  public func append(_ range: Range<Int>, to bytes: inout [UInt8]) throws(CommandError) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: range.count))
    var filled = 0
    while filled < range.count {
      filled += try Self.read(
        path, descriptor, range.lowerBound + filled..<range.upperBound, into: &bytes,
        at: start + filled)
    }
  }

  /// Counts the line feeds in a range; the file's position stays.
  ///
  /// - Throws: That the file ends before it, or cannot be read.
  func newlines(in range: Range<Int>) throws(CommandError) -> Int {
    var buffer = [UInt8](repeating: 0, count: min(range.count, 1 << 18))
    var count = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let read = try Self.read(
        path, descriptor, start..<min(range.upperBound, start + buffer.count), into: &buffer, at: 0)
      count += buffer.newlines(in: 0..<read)
      start += read
    }
    return count
  }

  /// Reads some bytes of a range, at least one.
  private static func read(
    _ path: String, _ descriptor: Int32, _ range: Range<Int>, into bytes: inout [UInt8],
    at place: Int
  ) throws(CommandError) -> Int {
    while true {
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress.map { $0 + place }, range.count, range.lowerBound)
      }
      if count > 0 { return count }
      if count == 0 {
        throw CommandError(path, "became shorter while it was read.", exitCode: .unfinished)
      }
      if errno != EINTR {
        throw CommandError(
          path, "cannot be read: \(systemMessage(errno)).", exitCode: .unfinished)
      }
    }
  }
}
