import ByteScanning
import Testing

/// Every answer is compared with what a loop over the bytes says.
@Suite struct ByteWordTests {
  /// All bytes in all places, beside bytes that differ from them by a carry.
  private static let samples: [[UInt8]] = (UInt8.min...UInt8.max).flatMap { byte in
    (0..<8).map { place in sample(byte, at: place) }
  }

  private static func sample(_ byte: UInt8, at place: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x80, 0x7F, 0x00, 0xFF, 0x01, 0x2F, 0x7F, 0x80]
    bytes[place] = byte
    if place > 0 { bytes[place - 1] = byte &- 1 }
    return bytes
  }

  private static let ranges: [(UInt8, UInt8)] = [
    (0x61, 0x7A), (0x21, 0x7E), (0x20, 0x7E), (0x2D, 0x39), (0x00, 0x7F), (0x41, 0x41),
    (0x7F, 0x7F),
  ]

  /// A mask from what holds for each byte.
  private func mask(_ bytes: [UInt8], _ holds: (UInt8) -> Bool) -> UInt64 {
    var mask: UInt64 = 0
    for (place, byte) in bytes.enumerated() where holds(byte) { mask |= 0x80 << UInt64(8 * place) }
    return mask
  }

  @Test func masksSayWhatTheBytesSay() {
    for bytes in Self.samples {
      let word = ByteWord(bytes.span, at: 0)
      for byte: UInt8 in [0x00, 0x01, 0x20, 0x2C, 0x2E, 0x3B, 0x41, 0x7F] {
        #expect(word.equals(byte) == mask(bytes) { $0 == byte }, "\(bytes) \(byte)")
      }
      for (first, last) in Self.ranges {
        #expect(
          word.lies(from: first, to: last) == mask(bytes) { (first...last).contains($0) },
          "\(bytes) \(first) \(last)")
      }
      #expect(
        word.folded.lies(from: 0x61, to: 0x7A)
          == mask(bytes) { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })
    }
  }

  @Test func bothWaysOfHoldingBytesAreReadAlike() {
    let bytes = Array("..abcdefgh".utf8)
    let word = ByteWord(bytes.span, at: 2)
    #expect(word.lies(from: 0x61, to: 0x68) == ByteWord.every)
    let other = bytes.withUnsafeBufferPointer { ByteWord($0, at: 2) }
    #expect(word.lowered == other.lowered)
    #expect(word.lowered == 0x6867_6665_6463_6261)
  }

  @Test func theFirstByteOfAMaskIsTheLowest() {
    let bytes = Array("abc;de;f".utf8)
    #expect(ByteWord.bytes(before: ByteWord(bytes.span, at: 0).equals(0x3B)) == 3)
    #expect(ByteWord.bytes(before: 0) == ByteWord.count)
  }

  @Test(arguments: [
    ("scrIPT-s", "script-s", true), ("script\rs", "script-s", false),
    ("script-s", "script-t", false),
    ("\u{7}12345'6", "'12345'6", false), ("data:;,\u{7F}", "data:;,\u{7F}", true),
  ])
  func wordsAreComparedWithoutCase(_ text: String, _ lower: String, _ expected: Bool) {
    let (text, lower) = (Array(text.utf8), Array(lower.utf8))
    #expect(ByteWord(text.span, at: 0).spells(ByteWord(lower.span, at: 0)) == expected)
  }
}
