/// Refuses pages that would cost a parser far more time than their size suggests.
///
/// libxml2 compares each attribute of a tag with all before it, and re-opens every formatting
/// element for each misnested end tag: both quadratic. One scan over the bytes finds them.
enum HTMLGuard {
  static let maximumAttributes = 256
  static let maximumTagSize = 64 << 10
  static let maximumDepth = 256
  /// Real pages of 4 MiB have a tenth of it; each tag costs a parser some 400 bytes.
  static let maximumTags = 400_000

  /// Why a page is refused, or `nil`.
  static func problem(in bytes: [UInt8]) -> (rule: String, message: String)? {
    bytes.withUnsafeBufferPointer { buffer in scan(buffer) }
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> (String, String)? {
    var at = 0
    var depth = 0
    var tags = 0
    let end = bytes.count
    while at < end {
      guard let opening = bytes.place(of: 60, from: at), opening + 1 < end else { break }
      at = opening
      let next = bytes[at + 1]
      if next == 33, at + 3 < end, bytes[at + 2] == 45, bytes[at + 3] == 45 {
        at = commentEnd(bytes, from: at + 4)
        continue
      }
      let isClosing = next == 47
      guard isClosing || (next | 32 >= 97 && next | 32 <= 122) else {
        at += 1
        continue
      }
      let start = at
      let tag = scanTag(bytes, from: at + 1)
      at = tag.end
      tags += 1
      if tags > maximumTags {
        return ("document-hostile", "The page has more than \(maximumTags) tags.")
      }
      if tag.attributes > maximumAttributes {
        return ("document-hostile", "A tag has more than \(maximumAttributes) attributes.")
      }
      if at - start > maximumTagSize {
        return ("document-hostile", "A tag is longer than \(maximumTagSize) bytes.")
      }
      if isFormatting(bytes, from: isClosing ? start + 2 : start + 1) {
        depth = isClosing ? max(0, depth - 1) : depth + 1
        if depth > maximumDepth * 4 {
          return ("document-too-deep", "More than \(depth - 1) formatting elements are open.")
        }
      }
    }
    return nil
  }

  private static func commentEnd(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var at = from
    while at + 2 < bytes.count {
      if bytes[at] == 45 && bytes[at + 1] == 45 && bytes[at + 2] == 62 { return at + 3 }
      at += 1
    }
    return bytes.count
  }

  private static func scanTag(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int
  ) -> (end: Int, attributes: Int) {
    var at = from
    var attributes = 0
    var wasBlank = false
    var afterEquals = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 62 { return (at + 1, attributes) }
      if (byte == 34 || byte == 39) && afterEquals {
        at += 1
        let limit = min(bytes.count, from + maximumTagSize * 2)
        while at < limit && bytes[at] != byte { at += 1 }
        afterEquals = false
        wasBlank = true
        at += 1
        if at - from > maximumTagSize { return (min(at, bytes.count), attributes) }
        continue
      }
      let isBlank = byte == 32 || byte == 10 || byte == 9 || byte == 13 || byte == 47
      if !isBlank && wasBlank && byte != 61 && !afterEquals { attributes += 1 }
      if byte == 61 { afterEquals = true } else if !isBlank { afterEquals = false }
      wasBlank = isBlank
      at += 1
      if at - from > maximumTagSize { return (at, attributes) }
    }
    return (bytes.count, attributes)
  }

  private static func isFormatting(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int
  ) -> Bool {
    guard from + 1 < bytes.count else { return false }
    let first = bytes[from] | 32
    let second = bytes[from + 1]
    let ends = second == 62 || second == 32 || second == 10
    return ends && (first == 98 || first == 105 || first == 117 || first == 115 || first == 97)
  }
}
