/// A part of an index: some lines of the text file that follow each other.
public struct IndexSegment: Sendable, Hashable {
  /// Where its bytes stand in the index: buckets, then ``postings``, ``blocks``, ``longLines``.
  public private(set) var place: Range<Int>
  /// Where its lines stand in the text file.
  public let source: Range<Int>
  /// Number of its first line, from 1.
  public let firstLine: Int
  /// How many lines it has.
  public let lines: Int
  /// Lines without anything in them.
  public let blank: Int
  /// The checksum of all lines of the text file before its first.
  public let sumBefore: UInt32
  /// There are 2 to this power buckets.
  let bits: Int
  private let postingsSize: Int
  private let blocksSize: Int

  /// The lines of each bucket: gaps between their numbers in 7-bit groups, lowest first.
  var postings: Range<Int> {
    let start = place.lowerBound + (1 << bits + 1) * SegmentBuilder.entrySize
    return start..<start + postingsSize
  }

  /// The lengths of lines.
  var blocks: Range<Int> { postings.upperBound..<postings.upperBound + blocksSize }

  /// The lengths that do not fit there.
  var longLines: Range<Int> { blocks.upperBound..<place.upperBound }

  init(
    size: Int, source: Range<Int>, firstLine: Int, lines: Int, blank: Int, sumBefore: UInt32,
    bits: Int, postingsSize: Int, blocksSize: Int
  ) {
    place = 0..<size
    self.source = source
    self.firstLine = firstLine
    self.lines = lines
    self.blank = blank
    self.sumBefore = sumBefore
    self.bits = bits
    self.postingsSize = postingsSize
    self.blocksSize = blocksSize
  }

  /// The same segment at another offset of an index.
  public func moved(to offset: Int) -> IndexSegment {
    var segment = self
    segment.place = offset..<offset + place.count
    return segment
  }

  init?(_ numbers: inout NumberReader) {
    var values: [Int] = []
    for _ in 0..<11 {
      guard let value: UInt64 = numbers.next(), value < 1 << 60 else { return nil }
      values.append(Int(value))
    }
    guard values[0] <= values[1], values[2] <= values[3],
      (1...SegmentBuilder.bits).contains(values[8]),
      values[5] <= SegmentBuilder.capacity
    else { return nil }
    place = values[0]..<values[1]
    source = values[2]..<values[3]
    firstLine = values[4]
    lines = values[5]
    blank = values[6]
    sumBefore = UInt32(truncatingIfNeeded: values[7])
    bits = values[8]
    postingsSize = values[9]
    blocksSize = values[10]
    guard blocks.upperBound <= place.upperBound else { return nil }
  }

  func write(to bytes: inout [UInt8]) {
    for value in [
      place.lowerBound, place.upperBound, source.lowerBound, source.upperBound, firstLine, lines,
      blank, Int(sumBefore), bits, postingsSize, blocksSize,
    ] {
      bytes.append(number: UInt64(value))
    }
  }
}
