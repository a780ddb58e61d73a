import CommandOptions
import Diagnostics
import Glibc
import LineIndex

/// A file of NDJSON lines with an index that says which of them may matter.
struct IndexedPolicies {
  /// The file of lines.
  let path: String
  let index: LineIndex
  private let indexPath: String

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - indexPath: The index.
  ///   - path: The file of lines; `nil` for the one that was indexed.
  /// - Throws: What is wrong with the index.
  init(_ indexPath: String, of path: String?) throws(CommandError) {
    self.indexPath = indexPath
    do throws(LineIndexError) {
      index = try LineIndex(indexPath)
    } catch {
      throw Self.failure(error, indexPath)
    }
    self.path = path ?? index.source.path
  }

  /// Lines without anything in them.
  var blank: Int { index.segments.reduce(0) { $0 + $1.blank } }

  /// Makes sure that the indexed lines stand where they stood.
  func check() throws(CommandError) {
    let file = try InputFile(path)
    guard let now = IndexedSource(path: path, descriptor: file.descriptor) else {
      throw CommandError(path, "is no file; an index is of a file.", exitCode: .usage)
    }
    // What kept its size and its time was not changed.
    if now.size == index.source.size, now.changed == index.source.changed { return }
    let changed = CommandError(
      path,
      "its first \(index.lines) lines are not those that \(indexPath) was built from. Build it anew: "
        + "cspreg index build \(path) -o \(indexPath)", exitCode: .integrity)
    guard now.size >= index.end else { throw changed }
    var reader = try LineReader(path)
    var piece = LinePiece()
    var sum: UInt32 = 0
    var end = 0
    while end < index.end, try reader.next(&piece) {
      reader.count(
        piece.eachPlacedLine { line in
          guard line.place.upperBound <= index.end else { return }
          let text = piece.text(of: line)
          sum = SegmentBuilder.sum(after: sum, line: text, length: line.place.count)
          end = line.place.upperBound
        })
    }
    guard end == index.end, sum == index.sum else { throw changed }
  }

  /// The lines that may hold a key.
  func lines(holding keys: Set<UInt32>) throws(CommandError) -> IndexedLines {
    try IndexedLines(self, keys)
  }

  /// The lines that came to the file after it was indexed.
  func newLines() throws(CommandError) -> LineReader {
    try LineReader(path, from: index.end, line: index.lines + 1)
  }

  /// Asks the index.
  func ask<Answer>(
    _ question: (LineIndex) throws(LineIndexError) -> Answer
  ) throws(CommandError) -> Answer {
    do throws(LineIndexError) {
      return try question(index)
    } catch {
      throw Self.failure(error, indexPath)
    }
  }

  /// Says what is wrong with an index and what to do.
  static func failure(_ error: LineIndexError, _ path: String) -> CommandError {
    let anew = "Build it anew: cspreg index build POLICIES.ndjson -o \(path)"
    switch error {
    case .unreadable(let code):
      return CommandError(
        path, "cannot be read: \(String(cString: strerror(code))).", exitCode: .unfinished)
    case .noIndex:
      return CommandError(path, "is no index of policies. \(anew)", exitCode: .unfinished)
    case .otherVersion(let version):
      return CommandError(
        path, "was built by another version of cspreg (form \(version)). \(anew)",
        exitCode: .unfinished)
    case .otherByteOrder:
      return CommandError(
        path, "was built in another byte order. \(anew)", exitCode: .unfinished)
    case .truncated:
      return CommandError(path, "is cut off. \(anew)", exitCode: .integrity)
    case .damaged(let what):
      return CommandError(path, "is damaged: \(what). \(anew)", exitCode: .integrity)
    }
  }
}
