import ByteScanning

extension Span<UInt8> {
  /// Whether `https://` stands at an index, in lower case; eight bytes must be there.
  @inline(__always)
  func isHTTPS(at index: Int) -> Bool {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      == 0x2F2F_3A73_7074_7468
  }

  /// Whether `wss://` stands at an index, in lower case; eight bytes must be there.
  @inline(__always)
  func isWSS(at index: Int) -> Bool {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian << 16
      == 0x2F2F_3A73_7377_0000
  }

  /// The first index from `start` on that is no printable ASCII character, or is `;` or `,`.
  @inline(__always)
  func endOfToken(from start: Int) -> Int {
    var index = start
    while index + ByteWord.count <= count {
      let word = ByteWord(self, at: index)
      let plain = word.lies(from: 0x21, to: 0x7E) & ~word.equals(0x3B) & ~word.equals(0x2C)
      if plain != ByteWord.every { return index + ByteWord.bytes(before: plain ^ ByteWord.every) }
      index += ByteWord.count
    }
    while index < count, self[index] &- 0x21 < 0x5E, self[index] != 0x3B, self[index] != 0x2C {
      index += 1
    }
    return index
  }
}
