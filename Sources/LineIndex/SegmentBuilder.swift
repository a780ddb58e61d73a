/// Collects lines and their keys until they make a segment of an index.
public struct SegmentBuilder {
  /// The most lines of a segment.
  public static let capacity = 1 << lineBits
  private static let lineBits: UInt32 = 17
  /// The most buckets, as a power of two.
  static let bits = 15
  /// Offset in the postings and checksum.
  static let entrySize = 8
  /// Lines whose lengths are checked together.
  static let blockLines = 512
  /// Checksum, offset of the first line, lengths.
  static let blockSize = 12 + 2 * blockLines
  /// Stands for a length that does not fit.
  static let longLength = 0xFFFF
  /// Bounds the memory: 16 MiB.
  private static let mostPairs = 1 << 22

  /// The checksum of all lines of the text file so far.
  public private(set) var sum: UInt32
  /// How many lines it has.
  public private(set) var lines = 0
  private let sumBefore: UInt32
  private let firstLine: Int
  private let start: Int
  /// Where its lines end in the text file.
  public private(set) var end: Int
  private var blank = 0
  /// The upper bits of a key over the number of the line.
  private var pairs: [UInt32] = []
  /// The last line of each key.
  private var last = [UInt32](repeating: .max, count: 1 << bits)
  private var blocks: [UInt8] = []
  private var block: [UInt8] = []
  private var longLines: [UInt8] = []

  /// Begins a segment.
  ///
  /// - Parameters:
  ///   - start: Where its first line stands in the text file.
  ///   - firstLine: The line's number, from 1.
  ///   - sum: The checksum of all lines before.
  public init(start: Int, firstLine: Int, sum: UInt32) {
    self.start = start
    end = start
    self.firstLine = firstLine
    self.sum = sum
    sumBefore = sum
  }

  /// The number of the line that is added next, from 1.
  public var nextLine: Int { firstLine + lines }

  /// Whether no further line fits.
  public var isFull: Bool { lines == Self.capacity || pairs.count > Self.mostPairs }

  /// Adds keys of the line that is ended next.
  public mutating func insert(_ keys: [UInt32]) {
    let line = UInt32(truncatingIfNeeded: lines)
    for key in keys {
      let key = key >> UInt32(32 - Self.bits)
      if last[Int(key)] == line { continue }
      last[Int(key)] = line
      pairs.append(key << Self.lineBits | line)
    }
  }

  /// Ends a line.
  ///
  /// - Parameters:
  ///   - text: What it holds; `nil` when that is too much to look at.
  ///   - length: Its bytes with its end.
  ///   - isBlank: Whether nothing is in it.
  public mutating func endLine(_ text: ArraySlice<UInt8>?, length: Int, isBlank: Bool) {
    sum = Self.sum(after: sum, line: text, length: length)
    if isBlank { blank += 1 }
    if block.isEmpty { block.append(number: UInt64(end)) }
    if length < Self.longLength {
      block.append(number: UInt16(length))
    } else {
      block.append(number: UInt16(Self.longLength))
      longLines.append(number: UInt32(lines))
      longLines.append(number: UInt64(length))
    }
    lines += 1
    end += length
    if lines.isMultiple(of: Self.blockLines) { endBlock() }
  }

  /// The checksum of lines with one more.
  public static func sum(
    after sum: UInt32, line: ArraySlice<UInt8>?, length: Int
  ) -> UInt32 {
    // Where lines end is a part of it.
    LineIndex.checksum(of: line ?? [], after: sum ^ UInt32(truncatingIfNeeded: length))
  }

  private mutating func endBlock() {
    if block.isEmpty { return }
    let number = blocks.count / Self.blockSize
    blocks.append(number: LineIndex.checksum(of: block[...], after: UInt32(number)))
    blocks.append(contentsOf: block)
    block.removeAll(keepingCapacity: true)
  }

  /// Ends the segment.
  ///
  /// - Returns: Its bytes, and what the table of the index says of it.
  public consuming func finish() -> (bytes: [UInt8], segment: IndexSegment) {
    endBlock()
    // Few lines need few buckets.
    let wanted = Int.bitWidth - max(1, lines / 4).leadingZeroBitCount
    let bits = min(Self.bits, max(6, wanted))
    let (directory, postings) = postings(bits: bits)
    var long: [UInt8] = []
    long.append(number: LineIndex.checksum(of: longLines[...], after: 0))
    let bytes = directory + postings + blocks + long + longLines
    let segment = IndexSegment(
      size: bytes.count, source: start..<end, firstLine: firstLine, lines: lines, blank: blank,
      sumBefore: sumBefore, bits: bits, postingsSize: postings.count, blocksSize: blocks.count)
    return (bytes, segment)
  }

  /// The lines of each bucket, and where they begin.
  private func postings(bits: Int) -> (directory: [UInt8], postings: [UInt8]) {
    let shift = Self.lineBits + UInt32(Self.bits - bits)
    // Pairs are in the order of lines, which a stable sort by buckets keeps.
    var ends = [Int](repeating: 0, count: 1 << bits)
    for pair in pairs { ends[Int(pair >> shift)] += 1 }
    var sum = 0
    for bucket in ends.indices { (ends[bucket], sum) = (sum, sum + ends[bucket]) }
    var sorted = [UInt32](repeating: 0, count: pairs.count)
    for pair in pairs {
      let bucket = Int(pair >> shift)
      sorted[ends[bucket]] = pair & (UInt32(Self.capacity) - 1)
      ends[bucket] += 1
    }
    var (directory, postings) = ([UInt8](), [UInt8]())
    directory.reserveCapacity((1 << bits + 1) * Self.entrySize)
    postings.reserveCapacity(2 * pairs.count)
    var first = 0
    for bucket in ends.indices {
      let start = postings.count
      var line: Int = -1
      for index in first..<ends[bucket] {
        var gap = Int(sorted[index]) - line
        if gap == 0 { continue }
        line = Int(sorted[index])
        while gap >= 0x80 {
          postings.append(UInt8(truncatingIfNeeded: gap) | 0x80)
          gap >>= 7
        }
        postings.append(UInt8(gap))
      }
      first = ends[bucket]
      directory.append(number: UInt32(start))
      directory.append(
        number: LineIndex.checksum(of: postings[start...], after: UInt32(bucket)))
    }
    directory.append(number: UInt32(postings.count))
    directory.append(number: UInt32(0))
    return (directory, postings)
  }
}
