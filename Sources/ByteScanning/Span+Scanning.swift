extension Span<UInt8> {
  /// The first index from `start` on that is no printable ASCII character, or is `"` or a backslash.
  @inlinable @inline(__always)
  package func endOfPlainText(from start: Int) -> Int {
    var index = start
    while index + ByteWord.count <= count {
      let word = ByteWord(self, at: index)
      let plain = word.lies(from: 0x20, to: 0x7E) & ~word.equals(0x22) & ~word.equals(0x5C)
      if plain != ByteWord.every { return index + ByteWord.bytes(before: plain ^ ByteWord.every) }
      index += ByteWord.count
    }
    while index < count, self[index] &- 0x20 < 0x5F, self[index] != 0x22, self[index] != 0x5C {
      index += 1
    }
    return index
  }

  /// Whether eight bytes stand at an index, the first one lowest.
  @inlinable @inline(__always)
  package func holds(word: UInt64, at index: Int) -> Bool {
    index + ByteWord.count <= count && ByteWord(self, at: index).bits == word
  }

  /// The letters, digits, `-` and `.` that a range begins with.
  ///
  /// - Returns: The index after them, and whether a dot stands first or after a dot.
  @inlinable @inline(__always)
  package func name(in range: Range<Int>) -> (end: Int, hasEmptyLabel: Bool) {
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
    while index < range.upperBound, isNameByte(at: index) {
      let isDot = self[index] == 0x2E
      if isDot, lastIsDot != 0 { hasEmptyLabel = true }
      lastIsDot = isDot ? 0x80 : 0
      index += 1
    }
    return (index, hasEmptyLabel)
  }

  @inlinable @inline(__always)
  func isNameByte(at index: Int) -> Bool {
    let byte = self[index]
    return byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E
  }

  /// Whether `--` stands in a range.
  @inlinable @inline(__always)
  package func holdsTwoHyphens(in range: Range<Int>) -> Bool {
    var index = range.lowerBound
    var last: UInt64 = 0
    while index + ByteWord.count <= range.upperBound {
      let hyphens = ByteWord(self, at: index).equals(0x2D)
      if hyphens & (hyphens << 8 | last) != 0 { return true }
      last = hyphens >> 56
      index += ByteWord.count
    }
    while index < range.upperBound {
      let hyphen: UInt64 = self[index] == 0x2D ? 0x80 : 0
      if hyphen & last != 0 { return true }
      last = hyphen
      index += 1
    }
    return false
  }
}
