import Diagnostics

/// Where lines come from, in pieces.
public protocol LineSource {
  /// Fills a piece with the next lines; `false` when there are no more.
  mutating func next(_ piece: inout LinePiece) throws(CommandError) -> Bool

  /// Says how many lines the last piece had.
  mutating func count(_ lines: Int)

  /// How far it came, in bytes.
  var bytesRead: Int { get }

  /// How far it will come, in bytes; `nil` when nobody knows.
  var size: Int? { get }
}

extension LineReader: LineSource {}
