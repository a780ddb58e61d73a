/// The tokens of Java.
struct JavaTokens: CodeTokenizer {
  var cursor: CodeCursor

  static let marks = [
    "...", "->", "::", "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "++", "--",
  ]

  static let comments: CodeComments = .slashes

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x22 where next(1) == 0x22 && next(2) == 0x22:
      return .text(block(), &self, from: start)
    case 0x22, 0x27: return .text(quoted(byte, .java), &self, from: start)
    default: return nil
    }
  }

  /// A text block: without the white space that all its lines begin with, and that a line ends with.
  private mutating func block() -> MappedText? {
    let spelling = QuotedText(escaped: "\"\\", forbidden: "\n\r")
    index += 3
    while index < limit, bytes[index] == 0x20 || bytes[index] == 0x09 || bytes[index] == 0x0D {
      index += 1
    }
    guard index < limit, bytes[index] == 0x0A else { return nil }
    index += 1
    let start = index
    var end = start
    while end < limit, !bytes[end..<limit].starts(with: [0x22, 0x22, 0x22]) {
      end += bytes[end] == 0x5C ? 2 : 1
    }
    guard end < limit else { return nil }
    index = end + 3
    let lines = TextLines(bytes, start..<end)
    let indent = lines.indent(countingLast: true)
    var text = MappedText()
    for (number, line) in lines.ranges.enumerated() {
      let isLast = number == lines.ranges.count - 1
      let stripped = lines.trimmed(line)
      var place = min(line.lowerBound + indent, stripped.upperBound)
      var isJoined = false
      var part = place
      while place < stripped.upperBound {
        guard bytes[place] == 0x5C else {
          place += 1
          continue
        }
        text.append(of: bytes, in: part..<place, spelling)
        // A backslash at the end of a line joins it with the next.
        if place + 1 == stripped.upperBound, !isLast {
          isJoined = true
          place += 1
        } else {
          let escape = CodeText.escape(bytes, place, end, .java)
          text.append(escape.text, escapedAs: place..<escape.end, spelling)
          place = min(escape.end, stripped.upperBound)
        }
        part = place
      }
      if part < place { text.append(of: bytes, in: part..<place, spelling) }
      if !isLast, !isJoined {
        text.append([0x0A], escapedAs: stripped.upperBound..<line.upperBound + 1, spelling)
      }
    }
    return text
  }
}

/// The lines of a text that loses the white space which all of them begin with.
struct TextLines {
  /// Each line without its line feed.
  private(set) var ranges: [Range<Int>] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    var start = range.lowerBound
    for index in range where bytes[index] == 0x0A {
      ranges.append(start..<index)
      start = index + 1
    }
    ranges.append(start..<range.upperBound)
  }

  /// How many bytes of white space every line begins with; lines of nothing else do not count, except
  /// the last one where the language says so.
  func indent(countingLast: Bool) -> Int {
    let counted = ranges.enumerated().filter { number, line in
      !isBlank(line) || countingLast && number == ranges.count - 1
    }
    return counted.map { bytes[$0.element].prefix { $0 == 0x20 || $0 == 0x09 }.count }.min() ?? 0
  }

  /// Whether a line holds white space only.
  func isBlank(_ line: Range<Int>) -> Bool { bytes[line].allSatisfy(CodeText.isSpace) }

  /// A line without the white space that it ends with.
  func trimmed(_ line: Range<Int>) -> Range<Int> {
    var end = line.upperBound
    while end > line.lowerBound, CodeText.isSpace(bytes[end - 1]) { end -= 1 }
    return line.lowerBound..<end
  }
}
