import ByteScanning

/// Byte classes and comparisons that the grammars of CSP and URLs are made of.
package enum ASCII {
  /// Whether it separates tokens: ASCII whitespace of the Infra standard, which has no vertical tab.
  @inline(__always)
  package static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  /// Whether it may stand in the name of a directive: a letter, a digit or `-`.
  package static func isDirectiveName(_ byte: UInt8) -> Bool {
    isAlpha(byte) || isDigit(byte) || byte == 0x2D
  }

  @inline(__always)
  static func isAlpha(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  @inline(__always)
  static func isSchemeByte(_ byte: UInt8) -> Bool { isName(byte) || byte == 0x2B }

  /// Whether it may stand in a host: a letter, a digit, `-` or `.`.
  @inline(__always)
  static func isName(_ byte: UInt8) -> Bool {
    isAlpha(byte) || isDigit(byte) || byte == 0x2D || byte == 0x2E
  }

  @inline(__always)
  static func isBase64(_ byte: UInt8) -> Bool {
    isAlpha(byte) || isDigit(byte) || byte == 0x2B || byte == 0x2F || byte == 0x2D || byte == 0x5F
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte - 0x30 }
    let low = lower(byte)
    return low >= 0x61 && low <= 0x66 ? low - 0x61 + 10 : nil
  }

  /// Whether `bytes[range]` is `word`, of lower-case letters, digits, `-`, `:` and `'`, when case is ignored.
  static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard range.count == count else { return false }
    return word.withUTF8Buffer { expected in
      guard count >= ByteWord.count else {
        for index in 0..<count
        where lower(bytes[range.lowerBound + index]) != expected[index] {
          return false
        }
        return true
      }
      let last = count - ByteWord.count
      var index = 0
      while index < last {
        if !ByteWord(bytes, at: range.lowerBound + index).spells(ByteWord(expected.span, at: index))
        {
          return false
        }
        index += ByteWord.count
      }
      return ByteWord(bytes, at: range.lowerBound + last).spells(ByteWord(expected.span, at: last))
    }
  }

  /// Whether `bytes[range]` begins with `word`, which is lower-case, when case is ignored.
  static func starts(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard range.count >= length else { return false }
    return equals(bytes, range.lowerBound..<range.lowerBound + length, word)
  }

  /// The text of `bytes[range]`.
  static func string(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The text of `bytes[range]` with ASCII letters in lower case.
  static func lowercased(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    guard bytes[range].contains(where: { (0x41...0x5A).contains($0) }) else {
      return string(bytes, range)
    }
    return String(decoding: bytes[range].lazy.map(lower), as: UTF8.self)
  }

  /// `text` with ASCII letters in lower case and everything else as it is.
  static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.lazy.map(lower), as: UTF8.self)
  }

  /// `bytes` with each `%xx` replaced by its byte; a `%` that starts no escape stays.
  static func percentDecoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index != bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte == 0x25, next != bytes.endIndex, let high = hexValue(bytes[next]) {
        let last = bytes.index(after: next)
        if last != bytes.endIndex, let low = hexValue(bytes[last]) {
          result.append(high << 4 | low)
          index = bytes.index(after: last)
          continue
        }
      }
      result.append(byte)
      index = next
    }
    return result
  }
}
