import ByteScanning

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
      if plain != ByteWord.every { return index + ByteWord.bytes(before: plain ^ ByteWord.every) }
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
        ByteWord.every
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
