import Diagnostics
import Glibc
public import JSONText

/// Standard output, collected in a buffer so that a report is few writes.
public struct Output: ~Copyable {
  private static let size = 1 << 16
  private var buffer: [UInt8] = []

  /// Makes an empty buffer; call ``finish()`` at the end.
  public init() {}

  /// Writes text.
  public mutating func write(_ text: String) throws(CommandError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.size { try flush() }
  }

  /// Writes bytes as they are.
  public mutating func write(bytes: ArraySlice<UInt8>) throws(CommandError) {
    if bytes.count < Self.size {
      buffer.append(contentsOf: bytes)
      if buffer.count >= Self.size { try flush() }
    } else {
      try flush()
      try Self.write(bytes)
    }
  }

  /// Writes a value as one line.
  public mutating func write(line value: JSON) throws(CommandError) {
    value.write(compactTo: &buffer)
    buffer.append(0x0A)
    if buffer.count >= Self.size { try flush() }
  }

  /// Writes out what is left.
  public consuming func finish() throws(CommandError) { try flush() }

  private mutating func flush() throws(CommandError) {
    try Self.write(buffer[...])
    buffer.removeAll(keepingCapacity: true)
  }

  private static func write(_ bytes: ArraySlice<UInt8>) throws(CommandError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw CommandError(
          "standard output", "cannot be written: \(systemMessage(errno)).",
          exitCode: .unfinished)
      }
    }
  }
}

/// Prints a whole text or value to standard output.
public func printResult(_ text: String) throws(CommandError) {
  var output = Output()
  try output.write(text)
  try output.finish()
}
