import CommandOptions
import Diagnostics
import Impact
import LineIndex

/// Writes an index of a file of policies.
struct IndexWriter {
  /// What was done.
  struct Totals: Sendable {
    /// Bytes that were written.
    var size = 0
    /// Lines that are indexed.
    var lines = 0
    /// Lines that were read now.
    var linesRead = 0
    /// Those of them that are malformed.
    var malformed = 0
    /// Bytes of the file that are indexed.
    var sourceSize = 0
  }

  private(set) var totals = Totals()
  private var segments: [IndexSegment] = []
  private let path: String
  private var progress: Progress

  init(_ path: String, messages: MessageOptions) {
    self.path = path
    progress = Progress(isQuiet: messages.quiet)
  }

  /// Reads the file and writes its index.
  ///
  /// - Parameters:
  ///   - known: An index of the file's first lines.
  ///   - write: Writes the next bytes.
  /// - Throws: That the file cannot be read, or what `write` throws.
  mutating func run(
    after known: IndexedPolicies?, to write: ([UInt8]) throws(CommandError) -> Void
  ) throws(CommandError) {
    try put(LineIndex.head, write)
    var builder = try copy(known, write)
    var reader = try LineReader(path, from: builder.end, line: builder.nextLine)
    // Noted first: a file that changes while it is read is then known to have changed.
    guard let source = IndexedSource(path: path, descriptor: reader.descriptor) else {
      throw CommandError(path, "is no file; an index is of a file.", exitCode: .usage)
    }
    var keys = LineKeys()
    var piece = LinePiece()
    while try reader.next(&piece) {
      let count = try piece.eachPlacedLine { line throws(CommandError) in
        // What nothing ends may go on; it is read whenever the index is asked.
        guard line.isEnded else { return }
        if builder.isFull { builder = try end(builder, write) }
        var reading = LineKeys.Reading.malformed
        let text = piece.text(of: line)
        if let text { reading = keys.read(text) } else { keys.skip() }
        if reading == .malformed { totals.malformed += 1 }
        builder.insert(keys.keys)
        builder.endLine(text, length: line.place.count, isBlank: reading == .blank)
      }
      totals.linesRead += count
      reader.count(count)
      let seconds = progress.seconds
      progress.step(by: count) { "\($0) lines, \(Int(Double($0) / seconds)) a second" }
    }
    if builder.lines > 0 { builder = try end(builder, write) }
    progress.finish()
    totals.sourceSize = builder.end
    totals.lines = builder.nextLine - 1
    try put(LineIndex.tail(of: source, sum: builder.sum, segments, at: totals.size), write)
  }

  /// Takes over what is complete of an index.
  ///
  /// - Returns: The segment to go on with.
  private mutating func copy(
    _ known: IndexedPolicies?, _ write: ([UInt8]) throws(CommandError) -> Void
  ) throws(CommandError) -> SegmentBuilder {
    guard let known else { return SegmentBuilder(start: 0, firstLine: 1, sum: 0) }
    let old = known.index.segments
    let isLastWhole = old.last.map { $0.lines == SegmentBuilder.capacity } ?? true
    for segment in isLastWhole ? old[...] : old.dropLast() {
      let place = totals.size
      try put(known.ask { index throws(LineIndexError) in try index.bytes(of: segment) }, write)
      segments.append(segment.moved(to: place))
    }
    guard let last = old.last, !isLastWhole else {
      return SegmentBuilder(
        start: known.index.end, firstLine: known.index.lines + 1, sum: known.index.sum)
    }
    return SegmentBuilder(
      start: last.source.lowerBound, firstLine: last.firstLine, sum: last.sumBefore)
  }

  /// Writes a segment and begins the next.
  private mutating func end(
    _ builder: consuming SegmentBuilder, _ write: ([UInt8]) throws(CommandError) -> Void
  ) throws(CommandError) -> SegmentBuilder {
    let next = SegmentBuilder(start: builder.end, firstLine: builder.nextLine, sum: builder.sum)
    let (bytes, segment) = builder.finish()
    segments.append(segment.moved(to: totals.size))
    try put(bytes, write)
    return next
  }

  private mutating func put(
    _ bytes: [UInt8], _ write: ([UInt8]) throws(CommandError) -> Void
  ) throws(CommandError) {
    try write(bytes)
    totals.size += bytes.count
  }
}
