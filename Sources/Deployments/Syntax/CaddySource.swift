import Diagnostics

/// The directives of a Caddyfile, with the places of their words.
///
/// Words follow Caddy's lexer: double quotes with `\"`, backquotes, heredocs, comments, and a backslash
/// at the end of a line.
struct CaddySource {
  /// How a word is written.
  enum Quotes: Sendable, Hashable {
    case none, double, back, heredoc
  }

  /// A word without its quotes.
  struct Word {
    var range: Range<Int>
    var quotes = Quotes.none
    /// White space that a heredoc's lines lose at their start.
    var indent = 0
  }

  /// A line, with a block or without.
  struct Directive {
    var words: [Word]
    /// What stands in its braces; `nil` when it has none.
    var block: [Directive]?
  }

  /// It with the files that it imports.
  let file: SourceFile
  /// The lines outside of all braces, those of imported files in place; `nil` when braces or quotes
  /// do not close.
  let directives: [Directive]?
  /// What is odd about files that it imports.
  let diagnostics: [Diagnostic]

  var bytes: [UInt8] { file.bytes }

  /// Reads a file.
  init(_ file: SourceFile) {
    var inclusion = Inclusion(
      file,
      Inclusion.Grammar(
        read: { bytes, start, shift in
          var reader = Reader(bytes: bytes, index: start, shift: shift)
          return reader.directives(depth: 0)
        }, block: \.block, request: Self.request))
    directives = inclusion.items()
    self.file = inclusion.whole
    diagnostics = inclusion.diagnostics
  }

  /// The files that an `import` names, relative to the folder of the file that it stands in.
  private static func request(_ line: Directive, _ part: InclusionPart) -> InclusionRequest? {
    guard line.words.count > 1, line.words[0].quotes == .none,
      part.text(at: line.words[0].range) == "import"
    else { return nil }
    let path = part.text(at: line.words[1].range)
    // What the environment fills in is not known.
    if path.isEmpty || path.contains(where: { "{}".contains($0) }) { return nil }
    let isPattern = path.contains { "*?[".contains($0) }
    // A plain word may also be the name of a snippet.
    let isPath = path.contains("/") || path.contains(".")
    let folder = FileName.folders(above: part.path)[0]
    var candidates = [FileName.join(folder, path)]
    if path.hasPrefix("/etc/caddy/") {
      candidates.append(FileName.join(folder, String(path.dropFirst("/etc/caddy/".count))))
    }
    return InclusionRequest(
      text: path, candidates: candidates, isPattern: isPattern, missing: isPath ? .warn : nil,
      offset: line.words[0].range.lowerBound)
  }

  /// A word as it is read, placeholders and all.
  func string(_ word: Word) -> String {
    ASCIIText.string(text(word).bytes)
  }

  /// Whether a word is that text without quotes.
  func isPlain(_ word: Word, _ text: String) -> Bool {
    word.quotes == .none && bytes[word.range].elementsEqual(text.utf8)
  }

  /// The text of a word; placeholders `{...}` are run-time parts.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - constant: What a placeholder stands for, without its braces, where this file says so, and
  ///     whether it may be edited there.
  /// - Returns: The text, with the places of its parts.
  func text(
    _ word: Word, _ constant: (String) -> (value: MappedText, isOwn: Bool)? = { _ in nil }
  ) -> MappedText {
    let spelling =
      switch word.quotes {
      case .none: QuotedText(forbidden: " \t\r\n\"`{}")
      case .double: QuotedText(escaped: "\"", forbidden: "\\{}")
      case .back: QuotedText(forbidden: "`{}")
      case .heredoc: QuotedText(forbidden: "{}")
      }
    var text = MappedText()
    var start = word.range.lowerBound
    var index = start
    let end = word.range.upperBound
    if word.quotes == .heredoc {
      start += indent(at: start, word)
      index = start
    }
    func flush() { if start < index { text.append(of: bytes, in: start..<index, spelling) } }
    while index < end {
      let byte = bytes[index]
      if byte == 0x5C, word.quotes == .double, index + 1 < end, bytes[index + 1] == 0x22 {
        flush()
        text.append([0x22], escapedAs: index..<index + 2, spelling)
        index += 2
      } else if byte == 0x5C, word.quotes == .none, index + 1 < end {
        flush()
        text.append([bytes[index + 1]], escapedAs: index..<index + 2, spelling)
        index += 2
      } else if byte == 0x0A, word.quotes == .heredoc, word.indent > 0 {
        index += 1
        flush()
        index += indent(at: index, word)
      } else if byte == 0x7B, let close = placeholderEnd(index, end) {
        flush()
        let name = ASCIIText.string(bytes[index + 1..<close])
        let place = index..<close + 1
        if let (value, isOwn) = constant(name) {
          if isOwn {
            text.append(value, referredToAt: place, spelling)
          } else {
            text.append(valueOf: value, referredToAt: place, spelling)
          }
        } else {
          text.append(runTime: name, for: place, spelling)
        }
        index = close + 1
      } else {
        index += 1
        continue
      }
      start = index
    }
    flush()
    return text
  }

  private func indent(at start: Int, _ word: Word) -> Int {
    let space = bytes[start..<word.range.upperBound].prefix { $0 == 0x20 || $0 == 0x09 }.count
    return min(space, word.indent)
  }

  /// The brace that ends a placeholder, which has a name and no white space.
  private func placeholderEnd(_ start: Int, _ limit: Int) -> Int? {
    var index = start + 1
    while index < limit, bytes[index] != 0x7D {
      // A default of an environment variable may have spaces: `{$HOSTS:https://a https://b}`.
      let isEnvironment = bytes[start + 1] == 0x24
      if bytes[index] == 0x7B || bytes[index] <= 0x20 && !isEnvironment || bytes[index] == 0x0A {
        return nil
      }
      index += 1
    }
    return index < limit && index > start + 1 ? index : nil
  }

  private struct Reader {
    let bytes: [UInt8]
    var index: Int
    /// What is added to the places of words.
    let shift: Int

    mutating func directives(depth: Int) -> [Directive]? {
      guard depth < 64 else { return nil }
      var found: [Directive] = []
      var words: [Word] = []
      func isBrace(_ word: Word, _ byte: UInt8) -> Bool {
        word.quotes == .none && word.range.count == 1
          && bytes[word.range.lowerBound - shift] == byte
      }
      func end() {
        if !words.isEmpty { found.append(Directive(words: words)) }
        words = []
      }
      while true {
        switch skip() {
        case .end:
          end()
          return depth == 0 ? found : nil
        case .line:
          end()
          continue
        case .word: break
        }
        guard let word = word() else { return nil }
        if isBrace(word, 0x7B) {
          guard let block = directives(depth: depth + 1) else { return nil }
          found.append(Directive(words: words, block: block))
          words = []
        } else if isBrace(word, 0x7D) {
          end()
          return depth > 0 ? found : nil
        } else {
          words.append(word)
        }
      }
    }

    enum Stop { case end, line, word }

    /// Passes over white space and comments, up to a word or to the end of a line.
    private mutating func skip() -> Stop {
      while index < bytes.count {
        let byte = bytes[index]
        if byte == 0x0A {
          index += 1
          return .line
        }
        if byte == 0x23 {
          index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
        } else if byte == 0x5C, let next = lineEnd(index + 1) {
          index = next
        } else if byte == 0x20 || byte == 0x09 || byte == 0x0D {
          index += 1
        } else {
          return .word
        }
      }
      return .end
    }

    private func lineEnd(_ start: Int) -> Int? {
      if bytes[start...].starts(with: [0x0A]) { return start + 1 }
      return bytes[start...].starts(with: [0x0D, 0x0A]) ? start + 2 : nil
    }

    private mutating func word() -> Word? {
      let start = index
      switch bytes[index] {
      case 0x22:
        index += 1
        while index < bytes.count, bytes[index] != 0x22 { index += bytes[index] == 0x5C ? 2 : 1 }
        guard index < bytes.count else { return nil }
        index += 1
        return word(start + 1..<index - 1, .double)
      case 0x60:
        guard let end = bytes[(index + 1)...].firstIndex(of: 0x60) else { return nil }
        index = end + 1
        return word(start + 1..<end, .back)
      case 0x3C where bytes[index...].starts(with: [0x3C, 0x3C]):
        if let word = heredoc() { return word }
      default: break
      }
      while index < bytes.count, ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
        index += bytes[index] == 0x5C && lineEnd(index + 1) == nil ? 2 : 1
      }
      index = min(index, bytes.count)
      return word(start..<index, .none)
    }

    private func word(_ range: Range<Int>, _ quotes: Quotes, indent: Int = 0) -> Word {
      Word(
        range: range.lowerBound + shift..<range.upperBound + shift, quotes: quotes, indent: indent)
    }

    /// `<<NAME`, lines, and `NAME` on a line of its own whose white space every line loses.
    private mutating func heredoc() -> Word? {
      let nameStart = index + 2
      var nameEnd = nameStart
      while nameEnd < bytes.count, bytes[nameEnd] > 0x20 { nameEnd += 1 }
      let name = bytes[nameStart..<nameEnd]
      guard !name.isEmpty, let first = lineEnd(nameEnd) else { return nil }
      var line = first
      while line < bytes.count {
        let end = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
        let indent = bytes[line..<end].prefix { $0 == 0x20 || $0 == 0x09 }.count
        if bytes[(line + indent)..<end].starts(with: name) {
          var stop = line
          if stop > first { stop -= 1 }
          if stop > first, bytes[stop - 1] == 0x0D { stop -= 1 }
          index = line + indent + name.count
          return self.word(first..<stop, .heredoc, indent: indent)
        }
        line = end + 1
      }
      return nil
    }
  }
}
