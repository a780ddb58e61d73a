import CByteScanning

extension Span<UInt8> {
  /// The first index from `start` on that is no printable ASCII character, or is `"` or a backslash.
  @inlinable @inline(__always)
  package func endOfPlainText(from start: Int) -> Int {
    // Most texts are short.
    var index = start
    while index + ByteWord.count <= Swift.min(count, start + 4 * ByteWord.count) {
      let word = ByteWord(self, at: index)
      let plain = word.lies(from: 0x20, to: 0x7E) & ~word.equals(0x22) & ~word.equals(0x5C)
      if plain != ByteWord.every { return index + ByteWord.bytes(before: plain ^ ByteWord.every) }
      index += ByteWord.count
    }
    return endOfLongPlainText(from: index)
  }

  @usableFromInline
  func endOfLongPlainText(from start: Int) -> Int {
    extracting(start..<count).withUnsafeBufferPointer { rest in
      rest.baseAddress.map { start + plain_text_length($0, rest.count) } ?? start
    }
  }

  /// Eight bytes, the first one lowest, with zeros for those behind the end.
  @inlinable @inline(__always)
  package func word(at index: Int) -> UInt64 {
    if index + ByteWord.count <= count { return ByteWord(self, at: index).bits }
    var word: UInt64 = 0
    for place in Swift.min(index, count)..<count {
      word |= UInt64(self[place]) << UInt64(8 * (place - index))
    }
    return word
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

  /// The name of less than 64 bytes that stands at an index.
  package func shortName(from start: Int) -> ShortName {
    var marks = name_marks(others: .max, dots: 0, hyphens: 0)
    extracting(start..<count).withUnsafeBufferPointer { rest in
      if let bytes = rest.baseAddress { mark_name(bytes, rest.count, &marks) }
    }
    let count = UInt64(marks.others.trailingZeroBitCount)
    let dots = marks.dots & (1 << count &- 1)
    return ShortName(
      end: start + Int(count), lastLabel: start + UInt64.bitWidth - dots.leadingZeroBitCount,
      hasEmptyLabel: dots & (dots << 1 | 1) != 0,
      hasTwoHyphens: marks.hyphens & marks.hyphens >> 1 & (1 << count &- 1) != 0)
  }
}

/// Letters, digits, `-` and `.` in a text.
package struct ShortName {
  /// The index after them; 64 behind the first one when there are more.
  package let end: Int
  /// Where what stands behind the last dot begins.
  package let lastLabel: Int
  /// Whether a dot stands first or after a dot.
  package let hasEmptyLabel: Bool
  /// Whether `--` stands in it.
  package let hasTwoHyphens: Bool
}
