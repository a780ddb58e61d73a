/// Eight bytes of a text, looked at together.
///
/// Tests give a mask with the highest bit of each byte for which they hold.
@frozen @usableFromInline package struct EightBytes {
  @usableFromInline let bytes: UInt64

  @inlinable static var every: UInt64 { 0x0101_0101_0101_0101 }

  /// The highest bits of all bytes.
  @inlinable package static var all: UInt64 { 0x8080_8080_8080_8080 }

  /// Loads the bytes from some place on, of which there are eight.
  @inlinable @inline(__always)
  package init(_ text: UnsafeBufferPointer<UInt8>, at place: Int) {
    bytes =
      UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self)
      .littleEndian
  }

  /// Those that are a byte of ASCII.
  @inlinable @inline(__always)
  package func equal(to byte: UInt8) -> UInt64 {
    let difference = bytes ^ EightBytes.every &* UInt64(byte)
    let low = difference & ~EightBytes.all
    return ~((low &+ ~EightBytes.all) | difference) & EightBytes.all
  }

  /// Those between two bytes of ASCII.
  @inlinable @inline(__always)
  package func within(_ first: UInt8, _ last: UInt8) -> UInt64 {
    let low = bytes & ~EightBytes.all
    let fromFirst = low &+ EightBytes.every &* UInt64(128 - first)
    let beyondLast = low &+ EightBytes.every &* UInt64(127 - last)
    return fromFirst & ~beyondLast & ~bytes & EightBytes.all
  }
}
