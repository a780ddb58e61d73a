/// Collects the text of one block: blanks collapsed, invisible characters dropped, marks kept.
struct InlineText {
  private(set) var lines: [Line] = []
  private var text: [UInt8] = []
  private var spans: [Line.Span] = []
  private var open: [(mark: Line.Mark, start: Int, target: String?)] = []
  private var number = 0
  private var pendingBlank = false
  /// Whether blanks and line ends are kept, as in preformatted text.
  let isPreformatted: Bool

  init(isPreformatted: Bool = false) { self.isPreformatted = isPreformatted }

  /// Whether nothing has been said yet.
  var isEmpty: Bool { lines.isEmpty && text.isEmpty }

  /// Whether the text so far ends within a word.
  var endsInWord: Bool { !text.isEmpty && !pendingBlank && text.last != 32 }

  mutating func add(_ piece: String, line: Int) {
    var piece = piece
    var line = line
    piece.withUTF8 { bytes in
      if bytes.allSatisfy({ $0 < 128 }) {
        for byte in bytes { add(ascii: byte, line: &line) }
      } else {
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
          add(scalar, line: &line)
        }
      }
    }
  }

  private mutating func add(ascii byte: UInt8, line: inout Int) {
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

  private mutating func add(_ scalar: Unicode.Scalar, line: inout Int) {
    switch scalar {
    case "\u{0}"..."\u{7F}": add(ascii: UInt8(scalar.value), line: &line)
    case "\u{00AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}": break
    case "\u{85}", "\u{A0}", "\u{1680}", "\u{2028}", "\u{2029}", "\u{202F}", "\u{205F}", "\u{3000}",
      "\u{2000}"..."\u{200A}":
      addBlank(line)
    case "\u{2010}", "\u{2011}":
      // Hyphens that typesetters put into names.
      begin(line)
      text.append(45)
    default:
      begin(line)
      text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    }
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
    if isPreformatted { number = line }
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
    let reopened = open.map { ($0.mark, 0, $0.target) }
    for entry in open where text.count > entry.start {
      spans.append(
        Line.Span(mark: entry.mark, range: entry.start..<text.count, target: entry.target))
    }
    open = reopened
    while text.last == 32 { text.removeLast() }
    if isPreformatted || !text.isEmpty {
      let marks = spans.sorted { $0.range.lowerBound < $1.range.lowerBound }
      lines.append(
        Line(text: String(decoding: text, as: UTF8.self), number: max(number, 1), spans: marks))
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
    line.add(raw, line: 1)
    return line.finish().map(\.text).joined(separator: " ")
  }
}
