/// Where a tokenizer is in a file.
struct CodeCursor {
  let bytes: [UInt8]
  var index: Int
  let limit: Int
  /// Whether the next token is the first of its line.
  var isFirst = true
  /// How many templates the place is in.
  var depth = 0

  /// Starts behind a byte order mark.
  init(_ file: SourceFile) {
    bytes = file.bytes
    index = file.start
    limit = file.bytes.count
  }
}

/// What the tokenizers of programming languages have in common.
protocol CodeTokenizer {
  var cursor: CodeCursor { get set }

  /// Tokens up to the end, or to what ends an expression in a text; `nil` at a text without end.
  mutating func tokens(inTemplate: Bool) -> [CodeToken]?
}

extension CodeTokenizer {
  var bytes: [UInt8] { cursor.bytes }
  var limit: Int { cursor.limit }
  var index: Int {
    get { cursor.index }
    set { cursor.index = newValue }
  }
  var isFirst: Bool {
    get { cursor.isFirst }
    set { cursor.isFirst = newValue }
  }

  /// Goes into a template or the file; `false` when it is nested too deeply to be meant.
  mutating func enter() -> Bool {
    cursor.depth += 1
    return cursor.depth < 64
  }

  /// Comes back from what ``enter()`` went into.
  mutating func leave() { cursor.depth -= 1 }

  /// The byte at a distance; `nil` behind the end.
  func next(_ distance: Int) -> UInt8? {
    index + distance < limit ? bytes[index + distance] : nil
  }

  /// Makes the token that ends here.
  mutating func token(
    _ kind: CodeToken.Kind, from start: Int, _ text: String = ""
  ) -> CodeToken {
    defer { isFirst = false }
    return CodeToken(kind: kind, range: start..<index, text: text, isFirst: isFirst)
  }

  /// Reads a number, whatever its base.
  mutating func number() -> CodeToken {
    let start = index
    while index < limit, CodeText.isNamePart(bytes[index]) || bytes[index] == 0x2E { index += 1 }
    return token(.number, from: start)
  }

  /// Reads a word.
  mutating func name() -> CodeToken {
    let start = index
    index += 1
    while index < limit, CodeText.isNamePart(bytes[index]) { index += 1 }
    return token(.name, from: start, ASCIIText.string(bytes[start..<index]))
  }

  /// Reads a text of one line between two quotes; `nil` when it does not end there.
  mutating func quoted(_ quote: UInt8, _ language: CodeLanguage) -> MappedText? {
    let spelling = QuotedText(escaped: (quote == 0x22 ? "\"" : "'") + "\\", forbidden: "\n\r")
    var text = MappedText()
    index += 1
    var start = index
    while index < limit, bytes[index] != quote {
      if bytes[index] == 0x0A { return nil }
      if bytes[index] == 0x5C {
        text.append(of: bytes, in: start..<index, spelling)
        let escape = CodeText.escape(bytes, index, limit, language)
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = escape.end
        start = index
      } else {
        index += 1
      }
    }
    guard index < limit else { return nil }
    text.append(of: bytes, in: start..<index, spelling)
    index += 1
    return text
  }

  /// Reads the first of some marks that stands here, or one byte.
  mutating func mark(of marks: [String]) -> CodeToken {
    let start = index
    let mark =
      marks.first { bytes[index..<limit].starts(with: $0.utf8) }
      ?? ASCIIText.string(bytes[index..<index + 1])
    index += mark.utf8.count
    return token(.mark, from: start, mark)
  }

  /// Goes to the end of the line.
  mutating func skipLine() {
    index = bytes[index..<limit].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? limit
  }

  /// Goes behind `/* ... */`; `false` when it does not end.
  mutating func skipBlockComment() -> Bool {
    index += 2
    while index + 1 < limit, bytes[index] != 0x2A || bytes[index + 1] != 0x2F { index += 1 }
    guard index + 1 < limit else { return false }
    index += 2
    return true
  }
}
