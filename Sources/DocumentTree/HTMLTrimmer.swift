/// Takes out of a page what no reader looks at, before libxml2 spends its time on it: the text of
/// scripts and styles, and attributes that mean nothing here.
///
/// Line ends stay, so that lines keep their numbers. A tag that is not written by the book is left
/// to libxml2 as it is.
struct HTMLTrimmer {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var kept: [UInt8] = []
  /// Up to where the page has been copied or left out.
  private var done = 0

  /// The page without what no reader looks at.
  static func trim(_ page: [UInt8]) -> [UInt8] {
    page.withUnsafeBufferPointer { bytes in
      var trimmer = HTMLTrimmer(bytes: bytes)
      trimmer.run()
      guard trimmer.done > 0 else { return page }
      trimmer.copy(upTo: bytes.count)
      return trimmer.kept
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func run() {
    var at = 0
    while let start = bytes.place(of: UInt8(ascii: "<"), from: at) {
      at = start + 1
      guard at < bytes.count else { return }
      if bytes[at...].starts(with: "!--".utf8) {
        guard let end = commentEnd(from: start) else { return }
        at = end
      } else if isLetter(bytes[at]) {
        // Where nobody can say how a tag ends, the rest is left as it is.
        guard let end = tag(from: at) ?? plainEnd(from: at) else { return }
        at = end
      }
    }
  }

  /// Where a comment ends; `nil` when it does not, or only for some readers (`<!-->`, `--!>`).
  private func commentEnd(from start: Int) -> Int? {
    var at = start + 4
    while let end = bytes.place(of: UInt8(ascii: ">"), from: at) {
      if bytes[end - 1] == 45, bytes[end - 2] == 45 { return end - 2 < start + 4 ? nil : end + 1 }
      if bytes[end - 1] == 33, bytes[end - 2] == 45, bytes[end - 3] == 45 { return nil }
      at = end + 1
    }
    return nil
  }

  /// Reads a tag from its name on and says where it, or the script that it begins, ends.
  private mutating func tag(from start: Int) -> Int? {
    var at = start
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    let name = UnsafeBufferPointer(rebasing: bytes[start..<at])
    let afterName = at
    let isKnown = HTMLTrimmer.elements.contains(name)
    var parts: [Range<Int>] = []
    var drops = false
    while true {
      let gap = at
      while at < bytes.count, isBlank(bytes[at]) { at += 1 }
      guard at < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: ">") { break }
      if bytes[at] == UInt8(ascii: "/"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: ">") {
        break
      }
      guard at > gap, let end = attributeEnd(from: at) else { return nil }
      var nameEnd = at
      while nameEnd < end, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
      // `<your region>` is no tag but a placeholder of two words.
      let isWord = nameEnd == end && !isKnown
      if isWord || HTMLTrimmer.names.contains(UnsafeBufferPointer(rebasing: bytes[at..<nameEnd])) {
        parts.append(gap..<end)
      } else {
        drops = true
      }
      at = end
    }
    if drops {
      copy(upTo: afterName)
      for part in parts { kept += bytes[part] }
      // An unknown element whose attributes have no values would be taken for a placeholder.
      if !isKnown { kept += " x=\"x\"".utf8 }
      let lines =
        bytes[afterName..<at].count { $0 == 10 } - parts.reduce(0) { $0 + lineFeeds(in: $1) }
      kept.append(contentsOf: repeatElement(10, count: lines))
      done = at
    }
    guard HTMLTrimmer.scripts.contains(name), bytes[at] == UInt8(ascii: ">"),
      let end = scriptEnd(of: name, from: at + 1)
    else { return at }
    copy(upTo: at + 1)
    kept.append(contentsOf: repeatElement(10, count: lineFeeds(in: (at + 1)..<end)))
    done = end
    return end
  }

  /// Where a tag with odd attributes ends, however it is read; `nil` when that depends.
  private func plainEnd(from start: Int) -> Int? {
    guard let end = bytes.place(of: UInt8(ascii: ">"), from: start) else { return nil }
    let tag = bytes[start..<end]
    let isPlain = tag.allSatisfy { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "'") }
    return isPlain && tag.count { $0 == UInt8(ascii: "\"") } % 2 == 0 ? end : nil
  }

  /// Where an attribute ends; `nil` when it is not written by the book.
  private func attributeEnd(from start: Int) -> Int? {
    var at = start
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    guard at > start, at < bytes.count else { return nil }
    guard bytes[at] == UInt8(ascii: "=") else {
      return isBlank(bytes[at]) || bytes[at] == 62 || bytes[at] == 47 ? at : nil
    }
    at += 1
    guard at < bytes.count else { return nil }
    let quote = bytes[at]
    if quote == 34 || quote == 39 {
      guard let end = bytes.place(of: quote, from: at + 1) else { return nil }
      return end + 1
    }
    let value = at
    while at < bytes.count, !isBlank(bytes[at]), bytes[at] != 62 {
      if bytes[at] == 34 || bytes[at] == 39 || bytes[at] == 60 || bytes[at] == 61 { return nil }
      at += 1
    }
    return at > value && at < bytes.count ? at : nil
  }

  /// Where the closing tag of a script or style begins.
  private func scriptEnd(of name: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var at = start
    while let end = bytes.place(of: UInt8(ascii: "<"), from: at) {
      at = end + 1
      guard at + name.count < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: "/"),
        name.indices.allSatisfy({ bytes[at + 1 + $0].lowered == name[$0].lowered })
      {
        return end
      }
    }
    return nil
  }

  private mutating func copy(upTo end: Int) {
    if kept.isEmpty { kept.reserveCapacity(bytes.count) }
    if end > done { kept += bytes[done..<end] }
    done = end
  }

  private func lineFeeds(in range: Range<Int>) -> Int { bytes[range].count { $0 == 10 } }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }

  private func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= 48 && byte <= 57 || byte == 45 || byte == 95 || byte == 58
      || byte == 46
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 9 || byte == 13
  }

  private static let names = WordSet(
    Markup.Attribute.Name.allCases.filter { $0 != .other }.map(\.rawValue))
  private static let elements = WordSet(Array(Element.named.keys))
  private static let scripts: WordSet = ["script", "style"]
}
