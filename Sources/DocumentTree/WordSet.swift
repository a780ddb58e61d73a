/// A set of words, looked up without regard to capitals of ASCII and without a String.
package struct WordSet: Sendable, ExpressibleByArrayLiteral {
  private let words: WordTable<String>
  private let longWords: [String]

  /// Makes a set of words in lower case.
  package init(arrayLiteral elements: String...) { self.init(elements) }

  /// Makes a set of words in lower case.
  package init(_ elements: [String]) {
    words = WordTable(elements.map { ($0, $0) })
    longWords = elements.filter { $0.utf8.count > 16 }
  }

  /// The word of the set that some bytes spell.
  package func word(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    if bytes.count <= 16 { return words.value(of: bytes) }
    return longWords.first { word in
      word.utf8.count == bytes.count && zip(word.utf8, bytes).allSatisfy { $0 == $1.lowered }
    }
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
