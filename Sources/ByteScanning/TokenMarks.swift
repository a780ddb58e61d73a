import CByteScanning

/// Where tokens end in a text, and which of its bytes names are made of; found for many bytes together.
///
/// Its memory is used again for the next text.
@frozen @usableFromInline package struct TokenMarks: Sendable {
  /// For each 64 bytes: which are no part of a token, which no part of a name, which are dots.
  @usableFromInline var words: [UInt64] = []

  /// Makes room for a text.
  package init() {}

  /// Marks a text; the one before is gone.
  package mutating func read(_ text: Span<UInt8>) {
    if text.isEmpty {
      words = [.max, .max, 0]
      return
    }
    let needed = 3 * (text.count / 64 + 1)
    if words.count < needed { words += Array(repeating: 0, count: needed - words.count) }
    words.withUnsafeMutableBufferPointer { words in
      text.withUnsafeBufferPointer { text in
        guard let marks = words.baseAddress, let bytes = text.baseAddress else { return }
        mark_tokens(bytes, text.count, marks)
      }
    }
  }

  /// The first index from `start` on that is no printable ASCII character, or is `;` or `,`; the length of the text at most.
  @inlinable @inline(__always)
  package func endOfToken(from start: Int) -> Int {
    var block = start >> 6
    let word = words[3 * block] >> UInt64(start & 63)
    if word != 0 { return start + word.trailingZeroBitCount }
    repeat { block += 1 } while words[3 * block] == 0
    return block << 6 + words[3 * block].trailingZeroBitCount
  }

  /// The letters, digits, `-` and `.` that a range of less than 64 bytes begins with.
  ///
  /// - Returns: The index after them, and whether a dot stands first or after a dot.
  @inlinable @inline(__always)
  package func name(in range: Range<Int>) -> (end: Int, hasEmptyLabel: Bool) {
    let count = min(window(1, range.lowerBound).trailingZeroBitCount, range.count)
    let dots = window(2, range.lowerBound) & (1 << UInt64(count) &- 1)
    return (range.lowerBound + count, dots & (dots << 1 | 1) != 0)
  }

  /// 64 marks from an index on.
  @inlinable @inline(__always)
  func window(_ kind: Int, _ start: Int) -> UInt64 {
    let block = 3 * (start >> 6) + kind
    let shift = UInt64(start & 63)
    let first = words[block] >> shift
    return shift == 0 || block + 3 >= words.count ? first : first | words[block + 3] << (64 - shift)
  }
}
