/// Short words and what they stand for, looked up without regard to capitals of ASCII and without
/// a String.
struct WordTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var key: Key
    var value: Value
  }

  /// The bytes of a word of at most sixteen, in lower case, so that two compare in two steps.
  private struct Key: Equatable, Sendable {
    let low: UInt64
    let high: UInt64
    let count: Int

    init?(_ word: UnsafeBufferPointer<UInt8>) {
      count = word.count
      guard count <= 16, count > 0, let start = UnsafeRawPointer(word.baseAddress) else {
        return nil
      }
      // Two loads that overlap take in all bytes of a word.
      if count >= 8 {
        low = Key.lowered(start.loadUnaligned(as: UInt64.self))
        high = Key.lowered(start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      } else if count >= 4 {
        let first = UInt64(start.loadUnaligned(as: UInt32.self))
        let last = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        low = Key.lowered(first | last << 32)
        high = 0
      } else {
        low = Key.lowered(
          UInt64(word[0]) | UInt64(word[count / 2]) << 8 | UInt64(word[count - 1]) << 16)
        high = 0
      }
    }

    /// Eight bytes at once in lower case.
    private static func lowered(_ bytes: UInt64) -> UInt64 {
      let every: UInt64 = 0x0101_0101_0101_0101
      let low = bytes & (every &* 0x7F)
      let fromA = low &+ every &* 0x3F
      let beyondZ = low &+ every &* 0x25
      let isCapital = ~bytes & (fromA ^ beyondZ) & (every &* 0x80)
      return bytes | isCapital >> 2
    }

    var hash: UInt64 {
      let mixed =
        low &* 0x9E37_79B9_7F4A_7C15 ^ high &* 0xC2B2_AE3D_27D4_EB4F
        ^ UInt64(truncatingIfNeeded: count)
      return mixed ^ mixed >> 29
    }
  }

  private let entries: [Entry?]
  /// The lengths of the words and the last five bits of their first letters, a bit each.
  private var lengths: UInt32 = 0
  private var letters: UInt32 = 0

  /// Makes a table of words in lower case; of words of more than sixteen bytes it knows nothing.
  init(_ words: [(word: String, value: Value)]) {
    var size = 8
    while size < words.count * 4 { size *= 2 }
    var entries = [Entry?](repeating: nil, count: size)
    for (word, value) in words {
      var word = word
      guard let key = word.withUTF8({ Key($0) }) else { continue }
      lengths |= 1 << UInt32(word.utf8.count)
      letters |= 1 << UInt32(word.utf8.first.map { $0 & 31 } ?? 0)
      var place = Int(truncatingIfNeeded: key.hash) & (size - 1)
      while let other = entries[place], other.key != key { place = (place + 1) & (size - 1) }
      entries[place] = Entry(key: key, value: value)
    }
    self.entries = entries
  }

  /// What some bytes stand for.
  func value(of word: UnsafeBufferPointer<UInt8>) -> Value? {
    guard !word.isEmpty, word.count <= 16, lengths >> UInt32(word.count) & 1 == 1,
      letters >> UInt32(word[0] & 31) & 1 == 1, let key = Key(word)
    else { return nil }
    var place = Int(truncatingIfNeeded: key.hash) & (entries.count - 1)
    while let entry = entries[place] {
      if entry.key == key { return entry.value }
      place = (place + 1) & (entries.count - 1)
    }
    return nil
  }
}
