import DocumentTree

/// Cuts lines into words.
///
/// Besides blanks, commas, quotes and brackets end a word, and so does the border of inline code:
/// pages lose the blank there. Brackets inside a host are a placeholder and stay.
struct Lexer {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let bytes: Bytes
  private let line: Line
  private let isCode: Bool
  /// Where inline code begins and ends.
  private let borders: [Int]
  private var words: [Word] = []

  /// The words of a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - isCode: Whether it is preformatted, so that quotes and brackets are syntax.
  /// - Returns: The words in order.
  static func words(of line: Line, isCode: Bool) -> [Word] {
    var text = straightened(line.text)
    return text.withUTF8 { bytes in
      var lexer = Lexer(bytes, line, isCode: isCode)
      lexer.run()
      return lexer.words
    }
  }

  private init(_ bytes: Bytes, _ line: Line, isCode: Bool) {
    self.line = line
    self.isCode = isCode
    self.bytes = bytes
    borders =
      isCode || bytes.count != line.text.utf8.count
      ? []
      : line.spans.flatMap { $0.mark == .code ? [$0.range.lowerBound, $0.range.upperBound] : [] }
    words.reserveCapacity(bytes.count / 6 + 2)
  }

  /// Curly quotes become straight ones, padded so that offsets stay.
  private static func straightened(_ text: String) -> String {
    guard text.holds(byte: 0xE2) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2032}":
        result.append(contentsOf: "\u{1}\u{1}'".unicodeScalars)
      case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2033}":
        result.append(contentsOf: "\u{1}\u{1}\"".unicodeScalars)
      case "\u{2026}": result.append(contentsOf: "...".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private mutating func run() {
    var start = 0
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if borders.isEmpty, !Lexer.mayBreak(byte) {
        at += 1
        continue
      }
      if !borders.isEmpty, at > start, borders.contains(at) {
        add(start..<at)
        start = at
      }
      if byte == 92 {
        // An escape in a string: `\n` ends a word like a line end, the rest like a blank.
        add(start..<at)
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0
        at += next == 110 || next == 114 || next == 116 ? 2 : 1
        start = at
      } else if byte == 59 {
        add(start..<at)
        words.append(
          Word(
            text: ";", line: line.number, isCode: isMarked(at..<at + 1), isStrong: false,
            meaning: .end))
        at += 1
        start = at
      } else if byte == 123 || byte == 91 || byte == 60, let end = placeholderEnd(at, start) {
        at = end
      } else if isBreak(byte, at) {
        add(start..<at)
        at += 1
        start = at
      } else {
        at += 1
      }
    }
    add(start..<bytes.count)
  }

  /// Whether a byte does anything but go on with a word.
  @inline(__always)
  private static func mayBreak(_ byte: UInt8) -> Bool {
    switch byte {
    case 9, 32, 34, 40, 41, 44, 59, 60, 62, 91, 92, 93, 96, 123, 124, 125: true
    default: false
    }
  }

  private func isBreak(_ byte: UInt8, _ at: Int) -> Bool {
    switch byte {
    case 32, 9, 44, 34, 96, 40, 41, 124: true
    case 91, 93, 123, 125: true
    case 60: at == 0 || bytes[at - 1] != 45
    case 62: true
    default: false
    }
  }

  /// Where a bracket that is part of a host ends, or `nil` if it is syntax.
  private func placeholderEnd(_ at: Int, _ start: Int) -> Int? {
    let closer: UInt8 = bytes[at] == 123 ? 125 : bytes[at] == 91 ? 93 : 62
    let opener = bytes[at]
    var end = at + 1
    while end < bytes.count && bytes[end] == opener && end - at < 3 { end += 1 }
    let depth = end - at
    guard depth <= 2 else { return nil }
    let inner = end
    while end < bytes.count && bytes[end] != closer {
      let byte = bytes[end]
      let isPlain = byte > 32 && byte < 127 && byte != 39 && byte != 34 && byte != 61
      guard isPlain || byte == 32, end - inner < 60 else { return nil }
      if byte == opener { return nil }
      end += 1
    }
    guard end > inner, end + depth <= bytes.count else { return nil }
    guard bytes[end..<(end + depth)].allSatisfy({ $0 == closer }) else { return nil }
    let after = end + depth < bytes.count ? bytes[end + depth] : 32
    let before = at > start ? bytes[at - 1] : 32
    let isGluedBefore = Lexer.isHostByte(before) || before == 36 || before == 37
    let isGluedAfter = after == 46 || after == 45 || after == 47 || after == 58
    if opener == 60 && bytes[inner] == 47 { return nil }
    if opener == 91 && !isGluedBefore { return nil }
    return isGluedBefore || isGluedAfter ? end + depth : nil
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte | 32 >= 97 && byte | 32 <= 122) || byte == 46
      || byte == 45 || byte == 47 || byte == 42 || byte == 95
  }

  private func isMarked(_ range: Range<Int>) -> Bool {
    isCode || line.has(.code, in: range)
  }

  private mutating func add(_ range: Range<Int>) {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high && bytes[low] == 1 { low += 1 }
    guard high > low else { return }
    if bytes[low] == 46, high - low > 1, bytes[low..<high].allSatisfy({ $0 == 46 }) {
      append(Bytes(rebasing: bytes[low..<high]), range, .ellipsis)
      return
    }
    var endsSentence = false
    var asks = false
    var hasColon = false
    trimming: while high > low {
      switch bytes[high - 1] {
      case 46, 33, 63:
        endsSentence = true
        asks = asks || bytes[high - 1] == 63
        high -= 1
      case 58:
        if isSource(low..<high) { break trimming }
        hasColon = true
        high -= 1
      case 1, 32: high -= 1
      default: break trimming
      }
    }
    guard high > low else {
      if (endsSentence || hasColon) && !words.isEmpty {
        words[words.count - 1].endsSentence = words[words.count - 1].endsSentence || endsSentence
        words[words.count - 1].hasColon = words[words.count - 1].hasColon || hasColon
        words[words.count - 1].asks = words[words.count - 1].asks || asks
      }
      return
    }
    let part = Bytes(rebasing: bytes[low..<high])
    if part.contains(where: { $0 == 1 || $0 == 32 }) {
      part.filter { $0 != 1 && $0 != 32 }.withUnsafeBufferPointer {
        append($0, low..<high, nil)
      }
    } else {
      append(part, low..<high, nil)
    }
    words[words.count - 1].hasColon = hasColon
    words[words.count - 1].endsSentence = endsSentence
    words[words.count - 1].asks = asks
  }

  /// Whether a word with its colon is a source, as `data:` is.
  private func isSource(_ range: Range<Int>) -> Bool {
    let part = bytes[range]
    let reading =
      part.contains(1)
      ? part.filter { $0 != 1 }.withUnsafeBufferPointer { SourceToken.read($0, isInPolicy: true) }
      : SourceToken.read(Bytes(rebasing: part), isInPolicy: true)
    if case .source = reading { return true }
    return false
  }

  private mutating func append(_ text: Bytes, _ range: Range<Int>, _ known: Word.Meaning?) {
    let isMarked = isMarked(range)
    words.append(
      Word(
        text: String(decoding: text, as: UTF8.self), line: line.number, isCode: isMarked,
        isStrong: line.has(.strong, in: range), isLink: line.has(.link, in: range),
        meaning: known ?? Lexer.meaning(of: text, isCode: isMarked)))
  }

  /// Whether a word holds a character without which it is neither a name nor a source.
  private static func mayMeanSomething(_ text: Bytes) -> Bool {
    var isFirst = true
    for byte in text {
      switch byte {
      case 46, 58, 45, 39, 42, 95: return true
      case 65...90: if !isFirst { return true }
      default: break
      }
      isFirst = false
    }
    return false
  }

  private static func meaning(of text: Bytes, isCode: Bool) -> Word.Meaning {
    guard isCode && text.count == 4 || mayMeanSomething(text) else { return .other }
    let bare = text.trimming { $0 == 39 || $0 == 42 }
    switch DirectiveName.read(bare) {
    case .sources(let name)?: return .directive(name)
    case .other?: return .otherDirective
    case nil: break
    }
    if isCode, let member = DirectiveName.readMember(bare) { return .directive(member) }
    if let glued = DirectiveName.readGlued(bare) { return .directive(glued) }
    switch SourceToken.read(text, isInPolicy: isCode) {
    case .source(let token): return .source(token)
    case .refused(let reason): return .refused(reason)
    case .nothing: return .other
    }
  }
}
