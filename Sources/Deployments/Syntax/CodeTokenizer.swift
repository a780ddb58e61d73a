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

/// How a language writes comments that end with their line, and those that do not.
struct CodeComments: OptionSet, Sendable {
  let rawValue: Int

  /// `// ...` and `/* ... */`.
  static let slashes = CodeComments(rawValue: 1)
  /// `# ...`.
  static let hash = CodeComments(rawValue: 2)
}

/// What a tokenizer made of the bytes that came next.
enum CodeReading {
  case token(CodeToken)
  /// They say nothing.
  case nothing
  /// A text or a comment does not end.
  case fault

  /// A text that was read from a place up to where the tokenizer is; a fault when there is none.
  static func text(
    _ parts: [CodePart]?, _ tokenizer: inout some CodeTokenizer, from start: Int
  ) -> CodeReading {
    parts.map { .token(tokenizer.token(.text($0), from: start)) } ?? .fault
  }

  /// A text without expressions.
  static func text(
    _ text: MappedText?, _ tokenizer: inout some CodeTokenizer, from start: Int
  ) -> CodeReading {
    self.text(text.map { [.text($0)] }, &tokenizer, from: start)
  }
}

/// What the tokenizers of programming languages have in common; each says what is its own.
protocol CodeTokenizer {
  var cursor: CodeCursor { get set }

  init(cursor: CodeCursor)

  /// Punctuation of several bytes, longer marks before those that they begin with.
  static var marks: [String] { get }

  /// Comments that are written as in other languages.
  static var comments: CodeComments { get }

  /// Passes over what stands before the program.
  mutating func begin()

  /// Reads what no other language writes so; `nil` for what all do.
  ///
  /// - Parameters:
  ///   - byte: The next byte.
  ///   - last: The token before it.
  /// - Returns: What was read.
  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading?

  /// Reads punctuation.
  mutating func mark() -> CodeToken

  /// Whether a byte outside of brackets ends an expression in a text; `nil` when that does not end.
  mutating func endsTemplate(_ byte: UInt8) -> Bool?

  /// Tokens up to the end, or to what ends an expression in a text; `nil` at a text without end.
  mutating func tokens(inTemplate: Bool) -> [CodeToken]?
}

extension CodeTokenizer {
  /// The tokens of a file; `nil` at a text or a comment without end.
  static func all(of file: SourceFile) -> [CodeToken]? {
    var reader = Self(cursor: CodeCursor(file))
    reader.begin()
    return reader.tokens(inTemplate: false)
  }

  mutating func begin() {}

  mutating func mark() -> CodeToken { mark(of: Self.marks) }

  mutating func endsTemplate(_ byte: UInt8) -> Bool? { byte == 0x7D }

  mutating func tokens(inTemplate: Bool) -> [CodeToken]? {
    guard enter() else { return nil }
    defer { leave() }
    var found: [CodeToken] = []
    var open = 0
    while index < limit {
      let byte = bytes[index]
      switch own(byte, after: found.last) {
      case .token(let token)?: found.append(token)
      case .nothing?: break
      case .fault?: return nil
      case nil:
        if inTemplate, open == 0 {
          guard let ends = endsTemplate(byte) else { return nil }
          if ends { return found }
        }
        if [0x28, 0x5B, 0x7B].contains(byte) { open += 1 }
        if [0x29, 0x5D, 0x7D].contains(byte) { open -= 1 }
        guard usual(byte, &found) else { return nil }
      }
    }
    return inTemplate ? nil : found
  }

  /// Reads what all languages write alike; `false` at a comment without end.
  private mutating func usual(_ byte: UInt8, _ found: inout [CodeToken]) -> Bool {
    switch byte {
    case 0x0A, 0x0D:
      isFirst = true
      index += 1
    case _ where CodeText.isSpace(byte): index += 1
    case 0x23 where Self.comments.contains(.hash): skipLine()
    case 0x2F where Self.comments.contains(.slashes) && next(1) == 0x2F: skipLine()
    case 0x2F where Self.comments.contains(.slashes) && next(1) == 0x2A: return skipBlockComment()
    case _ where CodeText.isNameStart(byte): found.append(name())
    case _ where CodeText.isDigit(byte): found.append(number())
    default: found.append(mark())
    }
    return true
  }

  /// Goes to the next such byte; `nil` when there is none.
  mutating func skip(to byte: UInt8) -> Bool? {
    guard let end = bytes[index..<limit].firstIndex(of: byte) else { return nil }
    index = end
    return true
  }
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

  /// Reads a word; its first byte is taken as it is.
  mutating func name(_ isPart: (UInt8) -> Bool = CodeText.isNamePart) -> CodeToken {
    let start = index
    index += 1
    while index < limit, isPart(bytes[index]) { index += 1 }
    return token(.name, from: start, ASCIIText.string(bytes[start..<index]))
  }

  /// Reads a text of one line between two quotes; `nil` when it does not end there.
  mutating func quoted(_ quote: UInt8, _ language: CodeLanguage) -> MappedText? {
    let (bytes, limit) = (bytes, limit)
    let spelling = QuotedText(escaped: (quote == 0x22 ? "\"" : "'") + "\\", forbidden: "\n\r")
    return quoted(quote, spelling) { index in
      bytes[index] == 0x5C ? CodeText.escape(bytes, index, limit, language) : nil
    }
  }

  /// Reads a text of one line between two quotes.
  ///
  /// - Parameters:
  ///   - quote: The quote that comes next and ends the text.
  ///   - spelling: How text is written there.
  ///   - escape: What begins at an offset and where it ends; `nil` for a byte that is itself.
  /// - Returns: The text; `nil` when it does not end on its line.
  mutating func quoted(
    _ quote: UInt8, _ spelling: any Spelling, escape: (Int) -> (text: [UInt8], end: Int)?
  ) -> MappedText? {
    let start = index + 1
    var end = start
    while end < limit, bytes[end] != quote {
      if bytes[end] == 0x0A { return nil }
      end = escape(end)?.end ?? end + 1
    }
    guard end < limit else { return nil }
    index = end + 1
    return MappedText(of: bytes, in: start..<end, spelling, escape: escape)
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
