import Diagnostics
import Glibc
public import JSONText

/// Standard output, collected in a buffer so that a report is few writes.
public struct Output: ~Copyable {
  private var buffer: [UInt8] = []

  /// Makes an empty buffer; call ``finish()`` at the end.
  public init() {}

  /// Writes text.
  public mutating func write(_ text: String) throws(CommandError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes bytes as they are.
  public mutating func write(bytes: some Collection<UInt8>) throws(CommandError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes a value as one line.
  public mutating func write(line value: JSON) throws(CommandError) {
    value.write(compactTo: &buffer)
    buffer.append(0x0A)
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Writes out what is left.
  public consuming func finish() throws(CommandError) { try flush() }

  private mutating func flush() throws(CommandError) {
    var start = 0
    while start < buffer.count {
      let count = buffer[start...].withUnsafeBytes {
        Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if count > 0 {
        start += count
      } else if errno != EINTR {
        throw CommandError(
          "standard output", "cannot be written: \(systemMessage(errno)).",
          exitCode: .unfinished)
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Prints a whole text or value to standard output.
public func printResult(_ text: String) throws(CommandError) {
  var output = Output()
  try output.write(text)
  try output.finish()
}
