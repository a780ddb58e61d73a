import ByteScanning
import DocumentTree

/// Tells by a look at its bytes that a line of text holds nothing that a policy knows.
///
/// Most lines of most pages are such; they are cut into words only when somebody asks for them.
/// Every test errs towards reading: a line that passes has words of ``Word/Meaning/other`` only.
enum LineScreen {
  /// Whether a line outside code is running text without names, sources and semicolons.
  static func isPlain(_ line: Line) -> Bool {
    if line.spans.contains(where: { $0.mark == .code }) { return false }
    if let answer = line.text.utf8.withContiguousStorageIfAvailable(isPlain) { return answer }
    return false
  }

  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasLetter = false
    var place = 0
    while place < bytes.count {
      var end = min(place + ByteWord.count, bytes.count)
      if end - place == ByteWord.count {
        let word = ByteWord(bytes, at: place)
        let letters = word.lies(from: 97, to: 122)
        let breaks = word.equals(32) | word.equals(44)
        if letters | breaks == ByteWord.every
          || isPlain(word, letters: letters, breaks: breaks, bytes, place)
        {
          hasLetter = hasLetter || breaks != ByteWord.every
          place = end
          continue
        }
        // A character beyond ASCII is not cut.
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      }
      guard let isText = isPlain(bytes, place..<end) else { return false }
      hasLetter = hasLetter || isText
      place = end
    }
    return hasLetter
  }

  /// Whether eight bytes are words and the ends of sentences.
  private static func isPlain(
    _ word: ByteWord, letters: UInt64, breaks: UInt64, _ bytes: UnsafeBufferPointer<UInt8>,
    _ place: Int
  ) -> Bool {
    let capitals = word.lies(from: 65, to: 90)
    let dots = word.equals(46)
    guard letters | breaks | capitals | dots | word.lies(from: 48, to: 57) == ByteWord.every,
      letters | capitals != 0
    else { return false }
    // `scriptSrc`, `a.example`
    let first: UInt64 = 0x80
    let last: UInt64 = first << 56
    if letters << 8 & capitals != 0 || dots & ~last & ~(breaks >> 8) != 0 { return false }
    if capitals & first != 0, place > 0, bytes[place - 1] >= 97, bytes[place - 1] <= 122 {
      return false
    }
    let next = place + ByteWord.count
    return dots & last == 0 || next == bytes.count || endsWord(bytes[next])
  }

  /// Whether a part of a line holds a letter; `nil` where it may hold a name or a source.
  private static func isPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>
  ) -> Bool? {
    var hasLetter = false
    var before = part.lowerBound > 0 ? bytes[part.lowerBound - 1] : 32
    for place in part {
      let byte = bytes[place]
      switch byte {
      case 97...122: hasLetter = true
      case 65...90:
        // `scriptSrc`
        if before >= 97 && before <= 122 { return nil }
        hasLetter = true
      case 46:
        // `a.example`, but not the end of a sentence.
        if place + 1 < bytes.count, !endsWord(bytes[place + 1]) { return nil }
        if before == 46 { return nil }
      case 58:
        // `data:`, `https://`
        if place + 1 < bytes.count, !endsWord(bytes[place + 1]) { return nil }
        if schemeEnds.contains(before | 32) { return nil }
      case 45: if mayBeName(bytes, behind: place) { return nil }
      case 39: if !isLetter(before) { return nil }
      case 42, 59, 92, 95: return nil
      case 0xE2: if isMark(bytes, at: place, behind: before) { return nil }
      default: break
      }
      before = byte
    }
    return hasLetter
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }

  /// Whether a byte ends a word whatever stands before it.
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 34 || byte == 40 || byte == 41 || byte == 44
  }

  /// How the names of schemes end: data, blob, https, http, mediastream.
  private static let schemeEnds = Array("abspm".utf8)

  /// Whether a hyphen may stand in a directive's name, a keyword or a nonce.
  private static func mayBeName(_ bytes: UnsafeBufferPointer<UInt8>, behind place: Int) -> Bool {
    guard place + 2 < bytes.count else { return false }
    let start = (bytes[place + 1].lowered, bytes[place + 2].lowered)
    return starts.contains { $0.0 == start.0 && $0.1 == start.1 }
  }

  /// How what follows a hyphen begins in such names: src, action, ancestors, uri, to ...
  private static let starts: [(UInt8, UInt8)] = [
    "sr", "ac", "an", "ur", "to", "in", "al", "tr", "ty", "xs", "ev", "ha", "dy", "sa", "un", "sp",
    "re",
    "mi", "co", "fo", "el", "at",
  ].map { text in
    let bytes = Array(text.utf8)
    return (bytes[0], bytes[1])
  }

  /// Whether a character beyond ASCII stands for a quote at the beginning of a word or for dots.
  private static func isMark(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: Int, behind before: UInt8
  ) -> Bool {
    guard place + 2 < bytes.count else { return true }
    switch (bytes[place + 1], bytes[place + 2]) {
    case (0x80, 0xA6), (0x80, 0x98), (0x80, 0x9A), (0x80, 0x9B), (0x80, 0xB2): return true
    case (0x80, 0x99): return !isLetter(before)
    default: return false
    }
  }
}
