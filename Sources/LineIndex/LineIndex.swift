import CZlib
import Glibc

/// A file that says which lines of a text file may hold which keys, and where these lines stand.
///
/// Keys are 32-bit hashes. Which keys a line has is the caller's to say; an answer holds every line that was
/// added with a key, and some that were not, for hashes meet in buckets.
///
/// The file has a head, self-contained segments of up to ``SegmentBuilder/capacity`` lines, and a table of them
/// at its end. Numbers are little-endian. Everything that is read is checked by a CRC-32 of its own, so that a
/// question reads and checks no more than it needs.
public final class LineIndex: Sendable {
  /// The text file as it was indexed.
  public let source: IndexedSource
  /// Parts of the text file, in its order, without a gap.
  public let segments: [IndexSegment]
  /// The checksum of all lines, see ``SegmentBuilder/sum``.
  public let sum: UInt32
  private let descriptor: Int32

  static let magic = Array("cspregix".utf8)
  static let order: UInt32 = 0x0A0B_0C0D
  static let version: UInt32 = 2
  static let headSize = 16
  /// Offset of the table, its length, its CRC-32 and the magic.
  static let footSize = 24

  /// Opens an index and reads its table.
  ///
  /// - Parameter path: The file.
  /// - Throws: ``LineIndexError``.
  public init(_ path: String) throws(LineIndexError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(errno) }
    do throws(LineIndexError) {
      (source, sum, segments) = try Self.table(descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// How many lines there are.
  public var lines: Int { segments.last.map { $0.firstLine + $0.lines - 1 } ?? 0 }

  /// Where the indexed lines end in the text file.
  public var end: Int { segments.last?.source.upperBound ?? 0 }

  /// What an index begins with.
  public static var head: [UInt8] {
    var bytes = magic
    bytes.append(number: order)
    bytes.append(number: version)
    return bytes
  }

  /// What an index ends with.
  ///
  /// - Parameters:
  ///   - source: The text file.
  ///   - sum: The checksum of all lines.
  ///   - segments: The segments, with the places where their bytes were written.
  ///   - offset: Where the table is to be written.
  /// - Returns: The table and what finds it.
  public static func tail(
    of source: IndexedSource, sum: UInt32, _ segments: [IndexSegment], at offset: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    source.write(to: &bytes)
    bytes.append(number: sum)
    bytes.append(number: UInt64(segments.count))
    for segment in segments { segment.write(to: &bytes) }
    let (count, tableSum) = (bytes.count, checksum(of: bytes[...], after: 0))
    bytes.append(number: UInt64(offset))
    bytes.append(number: UInt32(count))
    bytes.append(number: tableSum)
    return bytes + magic
  }

  private static func table(
    _ descriptor: Int32
  ) throws(LineIndexError) -> (IndexedSource, UInt32, [IndexSegment]) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno) }
    let size = Int(status.st_size)
    let head = try read(descriptor, 0..<min(size, headSize))
    guard head.starts(with: magic) else { throw .noIndex }
    var numbers = NumberReader(head[min(magic.count, head.count)...])
    guard let order: UInt32 = numbers.next(), let version: UInt32 = numbers.next() else {
      throw .truncated
    }
    if order == self.order.byteSwapped { throw .otherByteOrder }
    if order != self.order { throw .damaged("its head") }
    if version != self.version { throw .otherVersion(version) }
    guard size >= headSize + footSize else { throw .truncated }
    let foot = try read(descriptor, size - footSize..<size)
    guard foot.suffix(magic.count) == magic[...] else { throw .truncated }
    numbers = NumberReader(foot[...])
    guard let offset: UInt64 = numbers.next(), let count: UInt32 = numbers.next(),
      let sum: UInt32 = numbers.next(), offset <= size,
      Int(offset) + Int(count) + footSize == size
    else { throw .damaged("its last bytes") }
    let bytes = try read(descriptor, Int(offset)..<Int(offset) + Int(count))
    guard checksum(of: bytes[...], after: 0) == sum else { throw .damaged("its table") }
    numbers = NumberReader(bytes[...])
    guard let source = IndexedSource(&numbers), let lineSum: UInt32 = numbers.next(),
      let expected: UInt64 = numbers.next()
    else { throw .damaged("its table") }
    var segments: [IndexSegment] = []
    for _ in 0..<expected {
      guard let segment = IndexSegment(&numbers), segment.place.upperBound <= offset else {
        throw .damaged("its table")
      }
      segments.append(segment)
    }
    return (source, lineSum, segments)
  }

  /// The bytes of a segment, to be copied into another index.
  public func bytes(of segment: IndexSegment) throws(LineIndexError) -> [UInt8] {
    try Self.read(descriptor, segment.place)
  }

  /// Lines that may hold a key.
  ///
  /// - Parameters:
  ///   - keys: The keys.
  ///   - segment: Where to look.
  /// - Returns: Numbers of lines in the segment, from 0, ascending.
  /// - Throws: ``LineIndexError``.
  public func lines(
    holding keys: Set<UInt32>, in segment: IndexSegment
  ) throws(LineIndexError) -> [Int] {
    var marks = [UInt64](repeating: 0, count: (segment.lines + 63) / 64)
    for bucket in Set(keys.map { $0 >> (32 - UInt32(segment.bits)) }) {
      let damaged = LineIndexError.damaged("the lines of a key")
      let entry = segment.place.lowerBound + Int(bucket) * SegmentBuilder.entrySize
      var numbers = NumberReader(try Self.read(descriptor, entry..<entry + 12)[...])
      guard let start: UInt32 = numbers.next(), let sum: UInt32 = numbers.next(),
        let end: UInt32 = numbers.next(), start <= end,
        segment.postings.lowerBound + Int(end) <= segment.postings.upperBound
      else { throw damaged }
      let place = segment.postings.lowerBound + Int(start)..<segment.postings.lowerBound + Int(end)
      let bytes = try Self.read(descriptor, place)
      guard Self.checksum(of: bytes[...], after: bucket) == sum else { throw damaged }
      var line = -1
      var (gap, shift) = (0, 0)
      for byte in bytes {
        gap |= Int(byte & 0x7F) << shift
        shift += 7
        if byte & 0x80 != 0 {
          guard shift < 28 else { throw damaged }
          continue
        }
        line += gap
        guard line < segment.lines else { throw damaged }
        marks[line / 64] |= 1 << UInt64(line % 64)
        (gap, shift) = (0, 0)
      }
    }
    var found: [Int] = []
    for (index, word) in marks.enumerated() {
      var rest = word
      while rest != 0 {
        found.append(index * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return found
  }

  /// Where lines stand in the text file, with their ends.
  ///
  /// - Parameters:
  ///   - lines: Numbers of lines in the segment, ascending.
  ///   - segment: Their segment.
  /// - Returns: A range of bytes for each.
  /// - Throws: ``LineIndexError``.
  public func places(
    of lines: [Int], in segment: IndexSegment
  ) throws(LineIndexError) -> [Range<Int>] {
    var places: [Range<Int>] = []
    places.reserveCapacity(lines.count)
    var block = -1
    var (lengths, next, offset) = ([UInt16](), 0, 0)
    var long: [Int: Int]?
    for line in lines {
      if line / SegmentBuilder.blockLines != block {
        block = line / SegmentBuilder.blockLines
        (offset, lengths) = try self.lengths(of: block, in: segment)
        next = block * SegmentBuilder.blockLines
      }
      while true {
        var length = Int(lengths[next % SegmentBuilder.blockLines])
        if length == SegmentBuilder.longLength {
          if long == nil { long = try longLines(of: segment) }
          guard let known = long?[next] else { throw .damaged("the list of long lines") }
          length = known
        }
        next += 1
        offset += length
        if next > line {
          guard offset <= segment.source.upperBound else { throw .damaged("the places of lines") }
          places.append(offset - length..<offset)
          break
        }
      }
    }
    return places
  }

  private func lengths(
    of block: Int, in segment: IndexSegment
  ) throws(LineIndexError) -> (offset: Int, lengths: [UInt16]) {
    let start = segment.blocks.lowerBound + block * SegmentBuilder.blockSize
    let end = min(start + SegmentBuilder.blockSize, segment.blocks.upperBound)
    let bytes = try Self.read(descriptor, start..<max(start, end))
    var numbers = NumberReader(bytes[...])
    guard let sum: UInt32 = numbers.next(),
      Self.checksum(of: bytes.dropFirst(4), after: UInt32(block)) == sum,
      let offset: UInt64 = numbers.next()
    else { throw .damaged("the places of lines") }
    var lengths: [UInt16] = []
    while let length: UInt16 = numbers.next() { lengths.append(length) }
    return (Int(offset), lengths)
  }

  private func longLines(of segment: IndexSegment) throws(LineIndexError) -> [Int: Int] {
    let bytes = try Self.read(descriptor, segment.longLines)
    var numbers = NumberReader(bytes[...])
    guard let sum: UInt32 = numbers.next(),
      Self.checksum(of: bytes.dropFirst(4), after: 0) == sum
    else { throw .damaged("the list of long lines") }
    var lines: [Int: Int] = [:]
    while let line: UInt32 = numbers.next(), let length: UInt64 = numbers.next() {
      lines[Int(line)] = Int(length)
    }
    return lines
  }

  private static func read(
    _ descriptor: Int32, _ range: Range<Int>
  ) throws(LineIndexError) -> [UInt8] {
    var failure: LineIndexError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count {
        let count = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, range.count - filled,
          range.lowerBound + filled)
        if count > 0 {
          filled += count
        } else if count == 0 {
          failure = .truncated
          return
        } else if errno != EINTR {
          failure = .unreadable(errno)
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The CRC-32 of bytes that come after others.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - sum: The checksum of what came before; also any number that sets equal bytes apart.
  /// - Returns: The checksum.
  public static func checksum(of bytes: ArraySlice<UInt8>, after sum: UInt32) -> UInt32 {
    // Without bytes zlib gives a beginning, not what it was given.
    if bytes.isEmpty { return sum }
    return bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32_z(UInt(sum), $0.baseAddress, $0.count))
    }
  }
}
