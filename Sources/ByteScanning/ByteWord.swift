/// Eight bytes looked at together.
///
/// Each answer is a mask: the top bit of a byte is set where it holds for that byte, the first byte lowest.
/// ASCII is told from other bytes without a carry from one byte to the next (H. S. Warren, Hacker's Delight,
/// 2nd edition, section 6-1).
@frozen @usableFromInline package struct ByteWord {
  /// How many bytes there are in one.
  @inlinable package static var count: Int { 8 }
  /// The mask of what holds for every byte.
  @inlinable package static var every: UInt64 { 0x8080_8080_8080_8080 }
  @inlinable static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The bytes, the first one lowest.
  @usableFromInline package let bits: UInt64
  @usableFromInline let low: UInt64

  @inlinable @inline(__always)
  init(bits: UInt64) {
    self.bits = bits
    low = bits & ~Self.every
  }

  /// The bytes from `index` on; eight must be there.
  @inlinable @inline(__always)
  package init(_ bytes: Span<UInt8>, at index: Int) {
    self.init(
      bits: UInt64(
        littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)))
  }

  /// The bytes from `index` on; eight must be there.
  @inlinable @inline(__always)
  package init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    self.init(
      bits: UInt64(
        littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
          fromByteOffset: index, as: UInt64.self)))
  }

  /// The bytes of a name as a number that is the same in any case.
  @inlinable package var lowered: UInt64 {
    @inline(__always) get { bits | Self.ones << 5 }
  }

  /// The bytes with the bit set that tells lower case from upper.
  @inlinable package var folded: ByteWord {
    @inline(__always) get { ByteWord(bits: lowered) }
  }

  /// Where the byte is this one of ASCII.
  @inlinable @inline(__always)
  package func equals(_ byte: UInt8) -> UInt64 {
    ~((low ^ Self.ones &* UInt64(byte)) &+ (Self.ones &* 0x7F) | bits) & Self.every
  }

  /// Where the byte lies between two of ASCII, both included.
  @inlinable @inline(__always)
  package func lies(from first: UInt8, to last: UInt8) -> UInt64 {
    (low &+ Self.ones &* UInt64(0x80 - first)) & ~(low &+ Self.ones &* UInt64(0x7F - last))
      & ~bits & Self.every
  }

  /// Whether these are the bytes of `word` when case is ignored.
  ///
  /// In `word` each byte that has the bit 0x40 must be a lower-case letter.
  @inlinable @inline(__always)
  package func spells(_ word: ByteWord) -> Bool {
    bits | (word.bits >> 1 & Self.ones << 5) == word.bits
  }

  /// How many bytes stand before the first one that is in a mask; 8 when none is.
  @inlinable @inline(__always)
  package static func bytes(before mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }
}
