import Diagnostics
import Glibc

/// Reads a stream in pieces of whole lines.
///
/// Memory stays at the size of a piece, or of the longest line.
public struct LineReader {
  private static let pieceSize = 1 << 18

  private let path: String
  private let file: InputFile
  /// Number of the next line.
  private var number = 1
  /// Bytes that were read and belong to the next piece.
  private var rest: [UInt8] = []
  /// Offset in the file of what is read next.
  private var offset = 0
  /// Lines that begin at or behind this offset belong to another shard.
  private let last: Int?
  private var isAtEnd = false
  private let longestLine: Int

  /// Opens a file, or standard input for `-`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - shard: Which of how many equal parts to read, from 1; a line belongs to the part in which it
  ///     begins.
  ///   - longestLine: The longest line that is handed on, in bytes.
  /// - Throws: That the file cannot be read, or cannot be divided.
  public init(
    _ path: String, shard: Shard? = nil, longestLine: Int = 16 << 20
  ) throws(CommandError) {
    self.path = path
    self.longestLine = longestLine
    file = try InputFile(path)
    guard let shard, shard.count > 1 else {
      last = nil
      return
    }
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw CommandError(
        "--shard \(shard.index)/\(shard.count)",
        "\(path == "-" ? "standard input" : path) has no known length; only a file can be divided.",
        exitCode: .usage)
    }
    let size = Int(status.st_size)
    let start = size * (shard.index - 1) / shard.count
    let end = size * shard.index / shard.count
    last = end
    if start == end { isAtEnd = true } else { try skip(to: start) }
  }

  /// Opens a file at the beginning of a line that is known.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - offset: Where the line begins.
  ///   - number: Its number, from 1.
  /// - Throws: That the file cannot be read.
  public init(_ path: String, from offset: Int, line number: Int) throws(CommandError) {
    try self.init(path)
    self.offset = offset
    self.number = number
    guard lseek(file.descriptor, offset, SEEK_SET) >= 0 else {
      throw CommandError(
        path, "cannot be read: \(systemMessage(errno)).", exitCode: .unfinished)
    }
  }

  /// The open file.
  public var descriptor: Int32 { file.descriptor }

  /// Bytes of the file that were read.
  public var bytesRead: Int { offset }

  /// Size of the file; `nil` for what is no file.
  public var size: Int? {
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  /// Fills a piece with the next lines.
  ///
  /// - Parameter piece: Any piece; its room is used again.
  /// - Returns: `false` at the end of the stream.
  /// - Throws: That the file cannot be read.
  public mutating func next(_ piece: inout LinePiece) throws(CommandError) -> Bool {
    piece.firstLine = number
    piece.numbers = []
    piece.longestLine = longestLine
    piece.skipped = nil
    piece.offset = offset - rest.count
    piece.end = 0
    if isAtEnd { return false }
    // Room that a long line took is not kept.
    if piece.bytes.count > 2 * max(Self.pieceSize, rest.count) { piece.bytes = [] }
    while piece.bytes.count < max(Self.pieceSize, rest.count) { Self.grow(&piece.bytes) }
    piece.bytes.replaceSubrange(0..<rest.count, with: rest)
    var filled = rest.count
    rest.removeAll(keepingCapacity: true)
    var searched = 0
    while true {
      if let end = end(in: piece.bytes, searched..<filled) {
        piece.end = end
        if !isAtEnd { rest = Array(piece.bytes[end..<filled]) }
        return true
      }
      searched = filled
      if filled > longestLine {
        let isEnded = try skipLine(&piece.bytes)
        piece.skipped = (offset - rest.count - piece.offset, isEnded)
        return true
      }
      if filled == piece.bytes.count { Self.grow(&piece.bytes) }
      let count = try Input.readSome(path, file.descriptor, into: &piece.bytes, at: filled)
      offset += count
      filled += count
      if count == 0 {
        isAtEnd = true
        piece.end = filled
        return filled > 0
      }
    }
  }

  /// Where the whole lines of some bytes end; `nil` when none does in the range that is looked at.
  ///
  /// - Parameters:
  ///   - bytes: What was read.
  ///   - range: What was not looked at before; ends at ``offset`` of the file.
  /// - Returns: A position behind a line feed.
  private mutating func end(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard let last, offset >= last else { return bytes.lastNewline(in: range).map { $0 + 1 } }
    // The shard's last line is the one that holds the byte before the next shard.
    let begin = max(0, range.upperBound - (offset - last) - 1)
    let newline = bytes.firstNewline(in: min(begin, range.upperBound)..<range.upperBound)
    if newline != nil { isAtEnd = true }
    return newline.map { $0 + 1 }
  }

  /// Passes over a line that is too long; whether a line feed ends it.
  private mutating func skipLine(_ buffer: inout [UInt8]) throws(CommandError) -> Bool {
    while true {
      let count = try Input.readSome(path, file.descriptor, into: &buffer)
      offset += count
      if count == 0 {
        isAtEnd = true
        return false
      }
      guard let newline = buffer.firstNewline(in: 0..<count) else { continue }
      rest = Array(buffer[(newline + 1)..<count])
      if let last, offset - rest.count >= last { isAtEnd = true }
      return true
    }
  }

  /// Says how many lines the last piece had, so that the next one is numbered.
  public mutating func count(_ lines: Int) { number += lines }

  private static func grow(_ bytes: inout [UInt8]) {
    bytes += [UInt8](repeating: 0, count: max(bytes.count, pieceSize))
  }

  /// Goes to the first line that begins at or behind an offset, counting lines.
  private mutating func skip(to start: Int) throws(CommandError) {
    // A line feed at `start - 1` or behind it is followed by the first line.
    try count(to: max(0, start - 1))
    guard start > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    while true {
      let count = try Input.readSome(path, file.descriptor, into: &buffer, at: 0)
      offset += count
      if count == 0 {
        isAtEnd = true
        return
      }
      if let newline = buffer.firstNewline(in: 0..<count) {
        number += 1
        rest = Array(buffer[(newline + 1)..<count])
        if let last, offset - rest.count >= last { isAtEnd = true }
        return
      }
    }
  }

  /// Counts the lines before an offset and goes there.
  private mutating func count(to end: Int) throws(CommandError) {
    number += try LineCount(file: file).lineFeeds(before: end)
    offset = end
    guard lseek(file.descriptor, end, SEEK_SET) >= 0 else {
      throw CommandError(
        path, "cannot be read: \(systemMessage(errno)).", exitCode: .unfinished)
    }
  }
}
