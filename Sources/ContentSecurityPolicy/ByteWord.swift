/// Eight bytes looked at together.
///
/// Each answer is a mask: the top bit of a byte is set where it holds for that byte, the first byte lowest.
struct ByteWord {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  static let tops: UInt64 = 0x8080_8080_8080_8080
  static let count = 8

  private let bits: UInt64
  private let low: UInt64

  /// The bytes from `index` on; eight must be there.
  @inline(__always)
  init(_ bytes: Span<UInt8>, at index: Int) {
    bits = UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    low = bits & ~Self.tops
  }

  private init(low: UInt64) {
    bits = low
    self.low = low
  }

  /// The bytes of a name as a number that is the same in any case.
  var lowered: UInt64 {
    @inline(__always) get { bits | Self.ones << 5 }
  }

  /// The bytes with the bit set that tells lower case from upper.
  var folded: ByteWord {
    @inline(__always) get { ByteWord(low: low | Self.ones << 5 | bits & Self.tops) }
  }

  @inline(__always)
  func equals(_ byte: UInt8) -> UInt64 {
    ~((low ^ Self.ones &* UInt64(byte)) &+ (Self.ones &* 0x7F) | bits) & Self.tops
  }

  /// Where the byte lies between two ASCII characters, both included.
  @inline(__always)
  func lies(from first: UInt8, to last: UInt8) -> UInt64 {
    (low &+ Self.ones &* UInt64(0x80 - first)) & ~(low &+ Self.ones &* UInt64(0x7F - last))
      & ~bits & Self.tops
  }

  /// Whether these are the bytes of `word` when case is ignored.
  ///
  /// In `word` each byte that has the bit 0x40 must be a lower-case letter.
  @inline(__always)
  func spells(_ word: ByteWord) -> Bool {
    bits | (word.bits >> 1 & Self.ones << 5) == word.bits
  }

  /// How many bytes stand before the first one that is in a mask; 8 when none is.
  @inline(__always)
  static func bytes(before mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }
}

extension Span<UInt8> {
  /// Whether `https://` stands at an index, in lower case; eight bytes must be there.
  @inline(__always)
  func isHTTPS(at index: Int) -> Bool {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      == 0x2F2F_3A73_7074_7468
  }

  /// The first index from `start` on that is no printable ASCII character, or is `;` or `,`.
  @inline(__always)
  func endOfToken(from start: Int) -> Int {
    var index = start
    while index + ByteWord.count <= count {
      let word = ByteWord(self, at: index)
      let plain = word.lies(from: 0x21, to: 0x7E) & ~word.equals(0x3B) & ~word.equals(0x2C)
      if plain != ByteWord.tops { return index + ByteWord.bytes(before: plain ^ ByteWord.tops) }
      index += ByteWord.count
    }
    while index < count, self[index] &- 0x21 < 0x5E, self[index] != 0x3B, self[index] != 0x2C {
      index += 1
    }
    return index
  }

  /// The letters, digits, `-` and `.` that a range begins with.
  ///
  /// - Returns: The index after them, and whether a dot stands first or after a dot.
  @inline(__always)
  func name(in range: Range<Int>) -> (end: Int, hasEmptyLabel: Bool) {
    var index = range.lowerBound
    var hasEmptyLabel = false
    var lastIsDot: UInt64 = 0x80
    while index + ByteWord.count <= count {
      let word = ByteWord(self, at: index)
      let other =
        ByteWord.tops
        ^ (word.folded.lies(from: 0x61, to: 0x7A)
          | word.lies(from: 0x2D, to: 0x39) & ~word.equals(0x2F))
      let dots = word.equals(0x2E)
      let stop = Swift.min(ByteWord.bytes(before: other), range.upperBound - index)
      let inside = UInt64(1) << UInt64(8 * stop) &- 1
      if dots & (dots << 8 | lastIsDot) & inside != 0 { hasEmptyLabel = true }
      if stop < ByteWord.count { return (index + stop, hasEmptyLabel) }
      lastIsDot = dots >> 56
      index += ByteWord.count
    }
    while index < range.upperBound, ASCII.isName(self[index]) {
      let isDot = self[index] == 0x2E
      if isDot, lastIsDot != 0 { hasEmptyLabel = true }
      lastIsDot = isDot ? 0x80 : 0
      index += 1
    }
    return (index, hasEmptyLabel)
  }
}
