import CommandOptions
import Diagnostics
import Glibc
import LineIndex

/// The lines of a file that an index found.
struct IndexedLines: LineSource {
  private static let pieceSize = 1 << 18
  private static let longestLine = 16 << 20

  /// How many lines were handed on.
  private(set) var count = 0
  private(set) var bytesRead = 0
  private let policies: IndexedPolicies
  private let keys: Set<UInt32>
  private let file: InputFile
  private var segments: ArraySlice<IndexSegment>
  /// Numbers and places of lines that were found and not yet read, the next one last.
  private var found: [(number: Int, place: Range<Int>)] = []

  init(_ policies: IndexedPolicies, _ keys: Set<UInt32>) throws(CommandError) {
    self.policies = policies
    self.keys = keys
    file = try InputFile(policies.path)
    segments = policies.index.segments[...]
  }

  var size: Int? { policies.index.end }

  mutating func count(_ lines: Int) { count += lines }

  mutating func next(_ piece: inout LinePiece) throws(CommandError) -> Bool {
    while found.isEmpty {
      guard let segment = segments.popFirst() else { return false }
      try find(in: segment)
    }
    var numbers: [Int] = []
    var bytes: [UInt8] = []
    while let (number, place) = found.last, bytes.count < Self.pieceSize {
      if place.count > Self.longestLine {
        if !numbers.isEmpty { break }
        found.removeLast()
        piece = LinePiece(skipping: number)
        return true
      }
      found.removeLast()
      try file.append(place, to: &bytes)
      bytesRead = place.upperBound
      guard bytes.last == 0x0A else {
        throw CommandError(
          "\(policies.path):\(number)", "changed while it was read.", exitCode: .unfinished)
      }
      numbers.append(number)
    }
    piece = LinePiece(lines: numbers, bytes: bytes)
    return true
  }

  private mutating func find(in segment: IndexSegment) throws(CommandError) {
    let keys = keys
    found = try policies.ask { index throws(LineIndexError) in
      let lines = try index.lines(holding: keys, in: segment)
      let places = try index.places(of: lines, in: segment)
      return zip(lines, places).map { (segment.firstLine + $0, $1) }.reversed()
    }
  }
}
