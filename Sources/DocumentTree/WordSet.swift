/// A set of short words, looked up without regard to capitals of ASCII and without a String.
package struct WordSet: Sendable, ExpressibleByArrayLiteral {
  /// Up to sixteen bytes of a word, so that two words compare in two steps.
  private struct Key: Comparable, Sendable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    init?(_ word: UnsafeBufferPointer<UInt8>) {
      guard word.count <= 16 else { return nil }
      for byte in word {
        high = high << 8 | low >> 56
        low = low << 8 | UInt64(byte.lowered)
      }
    }

    static func < (some: Key, other: Key) -> Bool {
      some.high != other.high ? some.high < other.high : some.low < other.low
    }
  }

  private let keys: [Key]
  private let words: [String]
  private let longWords: [String]

  /// Makes a set of words in lower case.
  package init(arrayLiteral elements: String...) { self.init(elements) }

  /// Makes a set of words in lower case.
  package init(_ elements: [String]) {
    var pairs: [(Key, String)] = []
    var longWords: [String] = []
    for element in Set(elements) {
      var word = element
      if let key = word.withUTF8({ Key($0) }) {
        pairs.append((key, element))
      } else {
        longWords.append(element)
      }
    }
    pairs.sort { $0.0 < $1.0 }
    keys = pairs.map(\.0)
    words = pairs.map(\.1)
    self.longWords = longWords
  }

  /// The word of the set that some bytes spell.
  package func word(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let key = Key(bytes) else {
      return longWords.first { word in
        word.utf8.count == bytes.count && zip(word.utf8, bytes).allSatisfy { $0 == $1.lowered }
      }
    }
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    guard low < keys.count, keys[low] == key, words[low].utf8.count == bytes.count else {
      return nil
    }
    return words[low]
  }

  /// Whether the set has a word.
  package func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { word(bytes) != nil }

  /// Whether the set has a word.
  package func contains(_ text: some StringProtocol) -> Bool {
    if let found = text.utf8.withContiguousStorageIfAvailable({ contains($0) }) { return found }
    var copy = String(text)
    return copy.withUTF8 { contains($0) }
  }
}

extension UInt8 {
  /// A letter of ASCII in lower case, anything else as it is.
  @inlinable package var lowered: UInt8 { self >= 65 && self <= 90 ? self | 32 : self }
}
