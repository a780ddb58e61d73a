import Glibc

/// A run of whole lines of a stream.
public struct LinePiece: Sendable {
  /// One line of a stream.
  public struct Line {
    /// Its number, from 1.
    public let number: Int
    /// Where it stands in ``LinePiece/bytes``, without its end; `nil` when it is too long to be handed on.
    public let range: Range<Int>?
    /// Where it stands in the stream, with its end.
    public let place: Range<Int>
    /// Whether a line feed ends it.
    public let isEnded: Bool
  }

  /// Number of the first line, from 1.
  public internal(set) var firstLine = 1
  /// Numbers of all lines; empty when they follow each other.
  var numbers: [Int] = []
  /// Where it begins in the stream.
  var offset = 0
  /// Room for the lines, which fill the first part of it.
  public internal(set) var bytes: [UInt8] = []
  /// Behind the last line's end.
  var end = 0
  /// The longest line that is handed on, in bytes.
  var longestLine = 0
  /// The length of a longer line that this stands for, with its end.
  var skipped: (length: Int, isEnded: Bool)?

  /// Makes an empty piece, for a ``LineReader`` to fill.
  public init() {}

  /// Makes a piece of lines that do not follow each other.
  ///
  /// - Parameters:
  ///   - numbers: Their numbers.
  ///   - bytes: The lines, each with its line feed.
  public init(lines numbers: [Int], bytes: [UInt8]) {
    self.numbers = numbers
    self.bytes = bytes
    firstLine = numbers.first ?? 1
    end = bytes.count
    longestLine = bytes.count
  }

  /// Makes a piece that stands for a line that is too long.
  public init(skipping number: Int) {
    firstLine = number
    skipped = (0, true)
  }

  /// Hands on each line without its end.
  ///
  /// - Parameter body: Receives the line's number and its bytes, or `nil` for a line that is too long.
  /// - Returns: How many lines there were.
  /// - Throws: What `body` throws.
  @discardableResult
  public func eachLine<Failure: Error>(
    _ body: (Int, ArraySlice<UInt8>?) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    try eachPlacedLine { line throws(Failure) in
      try body(line.number, text(of: line))
    }
  }

  /// What a line holds, without its end; `nil` when it is too long to be handed on.
  public func text(of line: Line) -> ArraySlice<UInt8>? { line.range.map { bytes[$0] } }

  /// Hands on each line with its place in the stream.
  ///
  /// - Parameter body: Receives the line.
  /// - Returns: How many lines there were.
  /// - Throws: What `body` throws.
  @discardableResult
  public func eachPlacedLine<Failure: Error>(
    _ body: (Line) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    if let skipped {
      let place = offset..<offset + skipped.length
      try body(Line(number: firstLine, range: nil, place: place, isEnded: skipped.isEnded))
      return 1
    }
    var count = 0
    var start = 0
    while start < end {
      let newline = bytes.firstNewline(in: start..<end)
      let stop = newline ?? end
      let hasReturn = stop > start && bytes[stop - 1] == 0x0D
      let range = start..<(hasReturn ? stop - 1 : stop)
      let next = newline.map { $0 + 1 } ?? end
      try body(
        Line(
          number: numbers.isEmpty ? firstLine + count : numbers[count],
          range: range.count > longestLine ? nil : range, place: offset + start..<offset + next,
          isEnded: newline != nil))
      count += 1
      start = next
    }
    return count
  }

  /// How many lines there are.
  public var lineCount: Int {
    if skipped != nil { return 1 }
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
  func lastNewline(in range: Range<Int>) -> Int? {
    let bytes = span
    var index = range.upperBound
    while index > range.lowerBound {
      index -= 1
      if bytes[index] == 0x0A { return index }
    }
    return nil
  }

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
