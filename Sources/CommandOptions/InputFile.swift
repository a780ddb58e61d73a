import Diagnostics
import Glibc

/// An open file, or standard input for `-`; what was opened is closed with the last reference to it.
public final class InputFile {
  private let path: String
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
      let count = bytes.withUnsafeMutableBytes {
        pread(
          descriptor, $0.baseAddress.map { $0 + start + filled }, range.count - filled,
          range.lowerBound + filled)
      }
      if count > 0 {
        filled += count
      } else if count == 0 {
        throw CommandError(path, "became shorter while it was read.", exitCode: .unfinished)
      } else if errno != EINTR {
        throw CommandError(
          path, "cannot be read: \(systemMessage(errno)).", exitCode: .unfinished)
      }
    }
  }
}
