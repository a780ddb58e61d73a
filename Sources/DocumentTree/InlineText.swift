import ByteScanning

/// Collects the text of one block: blanks collapsed, invisible characters dropped, marks kept.
struct InlineText {
  private(set) var lines: [Line] = []
  private var text: [UInt8] = []
  private var spans: [Line.Span] = []
  private var open: [(mark: Line.Mark, start: Int, target: String?)] = []
  private var number = 0
  private var pendingBlank = false
  /// Whether blanks and line ends are kept, as in preformatted text.
  private(set) var isPreformatted: Bool

  init(isPreformatted: Bool = false) { self.isPreformatted = isPreformatted }

  /// Begins anew.
  mutating func reset(isPreformatted: Bool = false) {
    self.isPreformatted = isPreformatted
    lines = []
    text.removeAll(keepingCapacity: true)
    spans = []
    open.removeAll(keepingCapacity: true)
    number = 0
    pendingBlank = false
  }

  /// Leaves all marks when nothing has been said.
  mutating func leaveMarks() {
    if !open.isEmpty { open.removeAll(keepingCapacity: true) }
    number = 0
    pendingBlank = false
  }

  /// Whether the line is looked at on which the next text stands.
  var wantsLine: Bool { number == 0 || isPreformatted }

  /// Whether nothing has been said yet.
  var isEmpty: Bool { lines.isEmpty && text.isEmpty }

  /// Whether the text so far ends within a word.
  var endsInWord: Bool { !text.isEmpty && !pendingBlank && text.last != 32 }

  mutating func add(_ piece: ArraySlice<UInt8>, line: Int) {
    piece.withUnsafeBufferPointer { add($0, line: line) }
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    var line = line
    var at = 0
    while at < bytes.count {
      let start = at
      at = skipWords(bytes, at)
      while at < bytes.count, InlineText.isPlain(bytes[at]) || isBlankBetween(bytes, start, at) {
        at += 1
      }
      if at > start {
        begin(line)
        text.append(contentsOf: bytes[start..<at])
      }
      guard at < bytes.count else { return }
      if bytes[at] >= 128 {
        at += add(character: UnsafeBufferPointer(rebasing: bytes[at...]), line)
      } else {
        add(control: bytes[at], line: &line)
        at += 1
      }
    }
  }

  /// Where words and single blanks end for eight bytes at a time; maybe before they do.
  private func skipWords(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at + ByteWord.count <= bytes.count {
      let word = ByteWord(bytes, at: at)
      guard word.lies(from: 32, to: 126) == ByteWord.every else { return at }
      let blanks = isPreformatted ? 0 : word.equals(32)
      let isFirstBlank = blanks & 0x80 != 0
      guard blanks & blanks << 8 == 0, !isFirstBlank || at > start else { return at }
      // What follows the last of them decides whether a blank stays.
      at += blanks >> 63 == 1 ? 7 : 8
    }
    return at
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte > 32 && byte < 127 }

  /// Whether a byte is a blank that stays as it is.
  private func isBlankBetween(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ at: Int
  ) -> Bool {
    guard bytes[at] == 32 else { return false }
    return isPreformatted
      || at > start && at + 1 < bytes.count && InlineText.isPlain(bytes[at + 1])
  }

  private mutating func add(control byte: UInt8, line: inout Int) {
    switch byte {
    case 10:
      line += 1
      if isPreformatted { breakLine(next: line) } else { pendingBlank = true }
    case 13, 127: break
    case 32, 9, 11, 12: addBlank(line)
    default:
      begin(line)
      text.append(byte)
    }
  }

  /// Takes a character outside ASCII and says how many bytes it has.
  private mutating func add(character bytes: UnsafeBufferPointer<UInt8>, _ line: Int) -> Int {
    let length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC0 ? 2 : 1
    guard length > 1, bytes.count >= length else {
      begin(line)
      text.append(bytes[0])
      return 1
    }
    let character = bytes[..<length]
    switch (bytes[0], character.last ?? 0) {
    case (0xC2, 0xAD): break
    case (0xC2, 0x85), (0xC2, 0xA0): addBlank(line)
    case (0xE1, 0x80) where bytes[1] == 0x9A: addBlank(line)
    case (0xE2, 0xA0) where bytes[1] == 0x81: break
    case (0xE2, 0x9F) where bytes[1] == 0x81: addBlank(line)
    case (0xE3, 0x80) where bytes[1] == 0x80: addBlank(line)
    case (0xEF, 0xBF) where bytes[1] == 0xBB: break
    case (0xE2, let last) where bytes[1] == 0x80:
      switch last {
      case 0x8B, 0x8C, 0x8D: break
      case 0x80...0x8A, 0xA8, 0xA9, 0xAF: addBlank(line)
      case 0x90, 0x91:
        // Hyphens that typesetters put into names.
        begin(line)
        text.append(45)
      default:
        begin(line)
        text.append(contentsOf: character)
      }
    default:
      begin(line)
      text.append(contentsOf: character)
    }
    return character.count
  }

  private mutating func addBlank(_ line: Int) {
    if isPreformatted {
      begin(line)
      text.append(32)
    } else {
      pendingBlank = true
    }
  }

  mutating func open(_ mark: Line.Mark, target: String? = nil) {
    flushBlank()
    open.append((mark, text.count, target))
  }

  mutating func close(_ mark: Line.Mark) {
    guard let place = open.lastIndex(where: { $0.mark == mark }) else { return }
    let entry = open.remove(at: place)
    if text.count > entry.start {
      spans.append(
        Line.Span(mark: mark, range: entry.start..<text.count, target: entry.target))
    }
  }

  /// Ends the line, as `<br>` does.
  mutating func breakLine(next line: Int) {
    endLine()
    number = isPreformatted ? line : 0
  }

  /// All lines; empty ones only stay inside preformatted text.
  mutating func finish() -> [Line] {
    endLine()
    defer { lines = [] }
    guard isPreformatted else { return lines }
    let body = lines.drop { $0.text.isEmpty }
    let last = body.lastIndex { !$0.text.isEmpty }
    return last.map { Array(body[...$0]) } ?? []
  }

  private mutating func endLine() {
    pendingBlank = false
    for index in open.indices {
      if text.count > open[index].start {
        spans.append(
          Line.Span(
            mark: open[index].mark, range: open[index].start..<text.count,
            target: open[index].target))
      }
      open[index].start = 0
    }
    while text.last == 32 { text.removeLast() }
    if isPreformatted || !text.isEmpty {
      if spans.count > 1 { spans.sort { $0.range.lowerBound < $1.range.lowerBound } }
      lines.append(
        Line(text: String(decoding: text, as: UTF8.self), number: max(number, 1), spans: spans))
    }
    text.removeAll(keepingCapacity: true)
    spans = []
    number = 0
  }

  private mutating func begin(_ line: Int) {
    if number == 0 { number = line }
    flushBlank()
  }

  private mutating func flushBlank() {
    if pendingBlank && !isPreformatted {
      if !text.isEmpty { text.append(32) }
      pendingBlank = false
    }
  }

  /// One line of plain text: blanks turned into spaces, invisible characters dropped.
  static func plain(_ raw: String) -> String {
    var line = InlineText(isPreformatted: true)
    line.add(Array(raw.utf8)[...], line: 1)
    return line.finish().map(\.text).joined(separator: " ")
  }
}
