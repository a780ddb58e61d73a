/// Phrases that are looked for in a text all at once, byte for byte.
struct Phrases: Sendable, ExpressibleByArrayLiteral {
  /// The phrases, those with the same beginning side by side.
  private let phrases: [[UInt8]]
  /// For each beginning the place of the first phrase that may have it, or -1.
  private let first: [Int16]

  init(arrayLiteral elements: String...) { self.init(elements) }

  /// - Parameter elements: At most 30,000 phrases of at least three bytes.
  init(_ elements: [String]) {
    phrases = elements.map { Array($0.utf8) }.filter { $0.count >= 3 }
      .sorted { Phrases.slot($0[0], $0[1], $0[2]) < Phrases.slot($1[0], $1[1], $1[2]) }
    var first = [Int16](repeating: -1, count: 1024)
    for (place, phrase) in phrases.enumerated().reversed() {
      first[Phrases.slot(phrase[0], phrase[1], phrase[2])] = Int16(clamping: place)
    }
    self.first = first
  }

  private static func slot(_ one: UInt8, _ two: UInt8, _ three: UInt8) -> Int {
    (Int(one) &* 7 ^ Int(two) << 5 ^ Int(three)) & 1023
  }

  /// Whether a text holds one of them.
  func stand(in text: String) -> Bool {
    if let found = text.utf8.withContiguousStorageIfAvailable(stand) { return found }
    var copy = text
    return copy.withUTF8(stand)
  }

  private func stand(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 3 else { return false }
    for start in 0...(text.count - 3) where stands(at: start, in: text) { return true }
    return false
  }

  @inline(__always)
  private func stands(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let slot = Phrases.slot(text[start], text[start + 1], text[start + 2])
    var place = Int(first[slot])
    guard place >= 0 else { return false }
    while place < phrases.count {
      let phrase = phrases[place]
      guard Phrases.slot(phrase[0], phrase[1], phrase[2]) == slot else { break }
      if phrase.count <= text.count - start,
        phrase.indices.allSatisfy({ phrase[$0] == text[start + $0] })
      {
        return true
      }
      place += 1
    }
    return false
  }

  /// Whether a text begins with one of them.
  func begin(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.count >= 3 && stands(at: 0, in: $0) }
  }
}

extension String {
  /// The sentences of a text: what stands between full stops with a blank behind them.
  var sentences: [Substring] {
    var parts: [Substring] = []
    var start = utf8.startIndex
    var at = start
    while let stop = utf8[at...].firstIndex(of: 46) {
      let next = utf8.index(after: stop)
      at = next
      guard next < utf8.endIndex, utf8[next] == 32 else { continue }
      if stop > start { parts.append(self[start..<stop]) }
      start = utf8.index(after: next)
      at = start
    }
    if start < utf8.endIndex { parts.append(self[start...]) }
    return parts
  }

  /// Where the last sentence of a text begins.
  var lastSentenceStart: Index {
    var at = utf8.endIndex
    while at > utf8.startIndex {
      let before = utf8.index(before: at)
      if utf8[before] == 46, at < utf8.endIndex, utf8[at] == 32 { return utf8.index(after: at) }
      at = before
    }
    return utf8.startIndex
  }
}
