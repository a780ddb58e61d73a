/// Refuses pages that would cost a parser far more time than their size suggests.
///
/// libxml2 compares each attribute of a tag with all before it, and re-opens every formatting
/// element for each misnested end tag: both quadratic. A look at each tag finds them.
struct HTMLGuard {
  static let maximumAttributes = 256
  static let maximumTagSize = 64 << 10
  static let maximumDepth = 256
  /// Real pages of 4 MiB have a tenth of it; each tag costs a parser some 400 bytes.
  static let maximumTags = 400_000

  /// Why a page is refused.
  struct Problem {
    let rule: String
    let message: String
  }

  private(set) var problem: Problem?
  private var tags = 0
  private var depth = 0

  /// Takes a tag.
  ///
  /// - Returns: Whether the page is refused.
  mutating func refuses(
    _ name: UnsafeBufferPointer<UInt8>, isClosing: Bool, attributes: Int = 0, size: Int = 0
  ) -> Bool {
    tags += 1
    if tags > HTMLGuard.maximumTags {
      refuse("document-hostile", "The page has more than \(HTMLGuard.maximumTags) tags.")
    } else if attributes > HTMLGuard.maximumAttributes {
      refuse("document-hostile", "A tag has more than \(HTMLGuard.maximumAttributes) attributes.")
    } else if size > HTMLGuard.maximumTagSize {
      refuse("document-hostile", "A tag is longer than \(HTMLGuard.maximumTagSize) bytes.")
    } else if HTMLGuard.isFormatting(name) {
      depth = isClosing ? max(0, depth - 1) : depth + 1
      if depth > HTMLGuard.maximumDepth * 4 {
        refuse("document-too-deep", "More than \(depth - 1) formatting elements are open.")
      }
    }
    return problem != nil
  }

  private mutating func refuse(_ rule: String, _ message: String) {
    problem = Problem(rule: rule, message: message)
  }

  private static func isFormatting(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count == 1 else { return false }
    switch name[0].lowered {
    case 98, 105, 117, 115, 97: return true
    default: return false
    }
  }

  /// Takes the tags of a page from some place on, whatever they look like.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var at = start
    while let opening = bytes.place(of: 60, from: at), opening + 1 < bytes.count {
      let next = bytes[opening + 1]
      if next == 33, bytes[opening...].starts(with: "<!--".utf8) {
        at = HTMLGuard.commentEnd(bytes, from: opening + 4)
        continue
      }
      at = opening + 1
      let isClosing = next == 47
      guard isClosing || (next | 32 >= 97 && next | 32 <= 122) else { continue }
      let tag = HTMLGuard.tag(bytes, from: at)
      let name = bytes[min(isClosing ? at + 1 : at, tag.end)..<tag.end]
        .prefix { $0 | 32 >= 97 && $0 | 32 <= 122 }
      let isRefused = refuses(
        UnsafeBufferPointer(rebasing: name), isClosing: isClosing, attributes: tag.attributes,
        size: tag.end - opening)
      if isRefused { return }
      at = tag.end
    }
  }

  private static func commentEnd(_ bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int {
    var at = from
    while at + 2 < bytes.count {
      if bytes[at] == 45 && bytes[at + 1] == 45 && bytes[at + 2] == 62 { return at + 3 }
      at += 1
    }
    return bytes.count
  }

  /// Where a tag ends, from behind its `<` on, and how many attributes it may have.
  static func tag(
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
}
