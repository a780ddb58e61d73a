import Glibc

/// A run of whole lines of a stream.
public struct LinePiece: Sendable {
  /// Number of the first line, from 1.
  public internal(set) var firstLine = 1
  /// Room for the lines; only ``end`` bytes of it count.
  var bytes: [UInt8] = []
  /// Behind the last line's end.
  var end = 0
  /// The longest line that is handed on, in bytes.
  var longestLine = 0
  /// Whether this stands for one line that is longer.
  var isTooLong = false

  /// Makes an empty piece, for a ``LineReader`` to fill.
  public init() {}

  /// Hands on each line without its end.
  ///
  /// - Parameter body: Receives the line's number and its bytes, or `nil` for a line that is too long.
  /// - Returns: How many lines there were.
  /// - Throws: What `body` throws.
  @discardableResult
  public func eachLine<Failure: Error>(
    _ body: (Int, ArraySlice<UInt8>?) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    if isTooLong {
      try body(firstLine, nil)
      return 1
    }
    var number = firstLine
    var start = 0
    while start < end {
      let newline = bytes.firstNewline(in: start..<end) ?? end
      let hasReturn = newline > start && bytes[newline - 1] == 0x0D
      let line = bytes[start..<(hasReturn ? newline - 1 : newline)]
      try body(number, line.count > longestLine ? nil : line)
      number += 1
      start = newline + 1
    }
    return number - firstLine
  }

  /// How many lines there are.
  public var lineCount: Int {
    if isTooLong { return 1 }
    let newlines = bytes.newlines(in: 0..<end)
    return newlines + (end > 0 && bytes[end - 1] != 0x0A ? 1 : 0)
  }
}

extension [UInt8] {
  /// Position of the first line feed in a range.
  func firstNewline(in range: Range<Int>) -> Int? {
    withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + range.lowerBound, 0x0A, range.count)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Position of the last line feed in a range.
  func lastNewline(in range: Range<Int>) -> Int? { self[range].lastIndex(of: 0x0A) }

  /// Number of line feeds in a range.
  func newlines(in range: Range<Int>) -> Int {
    var count = 0
    var start = range.lowerBound
    while start < range.upperBound, let at = firstNewline(in: start..<range.upperBound) {
      count += 1
      start = at + 1
    }
    return count
  }
}
