import Diagnostics

/// The directives of an nginx configuration, with the places of their words.
///
/// Words follow `ngx_conf_read_token`: quotes enclose a whole word, a backslash hides what follows it,
/// and `\"`, `\'`, `\\`, `\t`, `\r`, `\n` are read as what they stand for.
struct NginxSource {
  /// A word without its quotes.
  struct Word {
    var range: Range<Int>
    /// The quote around it.
    var quote: UInt8?
  }

  /// A directive, with a block or without.
  struct Directive {
    var words: [Word]
    /// What stands in its braces; `nil` when it ends in a semicolon.
    var block: [Directive]?
  }

  /// It with the files that it includes.
  let file: SourceFile
  /// The directives of the main context, those of included files in place; `nil` when this is no
  /// nginx configuration.
  let directives: [Directive]?
  /// What is odd about files that it includes.
  let diagnostics: [Diagnostic]

  var bytes: [UInt8] { file.bytes }

  /// Reads a configuration.
  init(_ file: SourceFile) {
    var inclusion = Inclusion(file, NginxIncludes(root: file).grammar)
    directives = inclusion.items()
    self.file = inclusion.whole
    diagnostics = inclusion.diagnostics
  }

  /// The directives that stand in a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - start: Where its text begins.
  ///   - shift: What is added to the places of its words.
  /// - Returns: `nil` when it is no nginx configuration.
  static func directives(
    of bytes: [UInt8], from start: Int, shift: Int
  ) -> [Directive]? {
    var reader = Reader(bytes: bytes, index: start, shift: shift)
    return reader.directives(depth: 0)
  }

  /// A word as it is read, variables and all.
  func string(_ word: Word) -> String {
    ASCIIText.string(text(word) { (_, _) in nil }.bytes)
  }

  /// How text is written in a word.
  static func spelling(_ word: Word) -> QuotedText {
    switch word.quote {
    case 0x22: QuotedText(escaped: "\"\\", forbidden: "$")
    case 0x27: QuotedText(escaped: "'\\", forbidden: "$")
    default: QuotedText(forbidden: " \t\r\n;{}\"'\\$#")
    }
  }

  /// The text of a word.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - variable: What takes the place of a variable, by name and place of the reference; `nil` to
  ///     leave it as it is written.
  /// - Returns: The text, with the places of its parts.
  func text(
    _ word: Word, _ variable: (String, Range<Int>) -> MappedText?
  ) -> MappedText {
    let spelling = Self.spelling(word)
    var text = MappedText()
    var index = word.range.lowerBound
    var start = index
    func flush(_ end: Int) { text.append(of: bytes, in: start..<end, spelling) }
    while index < word.range.upperBound {
      if bytes[index] == 0x5C, index + 1 < word.range.upperBound,
        let byte = Self.unescaped(bytes[index + 1])
      {
        flush(index)
        text.append([byte], escapedAs: index..<index + 2, spelling)
        index += 2
        start = index
      } else if bytes[index] == 0x24, let (name, end) = name(index, word.range.upperBound),
        let value = variable(name, index..<end)
      {
        flush(index)
        text.append(value)
        index = end
        start = index
      } else {
        index += 1
      }
    }
    flush(index)
    return text
  }

  /// The name of the variable that a `$` begins, and where it ends.
  private func name(_ start: Int, _ limit: Int) -> (String, Int)? {
    var index = start + 1
    let isBraced = index < limit && bytes[index] == 0x7B
    if isBraced { index += 1 }
    let first = index
    while index < limit, Self.isName(bytes[index]) { index += 1 }
    guard index > first else { return nil }
    let name = ASCIIText.string(bytes[first..<index])
    guard isBraced else { return (name, index) }
    guard index < limit, bytes[index] == 0x7D else { return nil }
    return (name, index + 1)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
  }

  private static func unescaped(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x22, 0x27, 0x5C: byte
    case 0x74: 0x09
    case 0x72: 0x0D
    case 0x6E: 0x0A
    default: nil
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var index: Int
    let shift: Int

    /// Directives up to the brace that ends them; `nil` at what cannot be.
    mutating func directives(depth: Int) -> [Directive]? {
      guard depth < 64 else { return nil }
      var found: [Directive] = []
      var words: [Word] = []
      while true {
        skip()
        guard index < bytes.count else { return depth == 0 && words.isEmpty ? found : nil }
        switch bytes[index] {
        case 0x3B:
          index += 1
          if words.isEmpty { return nil }
          found.append(Directive(words: words))
          words = []
        case 0x7B:
          index += 1
          if words.isEmpty { return nil }
          let isCode = text(words[0]).hasSuffix("_by_lua_block")
          guard let block = isCode ? code() : directives(depth: depth + 1) else { return nil }
          found.append(Directive(words: words, block: block))
          words = []
        case 0x7D:
          guard depth > 0, words.isEmpty else { return nil }
          index += 1
          return found
        default:
          guard let word = word() else { return nil }
          words.append(word)
        }
      }
    }

    private mutating func skip() {
      while index < bytes.count {
        if bytes[index] == 0x23 {
          index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
        } else if let end = templateTagEnd() {
          index = end
        } else if Self.isSpace(bytes[index]) {
          index += 1
        } else {
          return
        }
      }
    }

    /// The end of `{% ... %}`, with which deployment tools fill in configurations.
    private func templateTagEnd() -> Int? {
      guard bytes[index...].starts(with: "{%".utf8) else { return nil }
      var end = index + 3
      while end < bytes.count, bytes[end] != 0x0A {
        if bytes[end] == 0x7D, bytes[end - 1] == 0x25 { return end + 1 }
        end += 1
      }
      return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private mutating func word() -> Word? {
      let quote = bytes[index]
      if quote == 0x22 || quote == 0x27 {
        index += 1
        let start = index
        while index < bytes.count, bytes[index] != quote {
          index += bytes[index] == 0x5C ? 2 : 1
        }
        guard index < bytes.count else { return nil }
        index += 1
        // A word ends with its closing quote.
        if index < bytes.count, !Self.isSpace(bytes[index]),
          ![0x3B, 0x7B, 0x29].contains(bytes[index])
        {
          return nil
        }
        return Word(range: start + shift..<index - 1 + shift, quote: quote)
      }
      let start = index
      while index < bytes.count {
        let byte = bytes[index]
        if Self.isSpace(byte) || byte == 0x3B { break }
        if byte == 0x7B, index == start || bytes[index - 1] != 0x24 { break }
        if byte == 0x7B {
          index = bytes[index...].firstIndex(of: 0x7D) ?? bytes.count
        } else if byte == 0x5C {
          index += 1
        }
        index += 1
      }
      index = min(index, bytes.count)
      return Word(range: start + shift..<index + shift)
    }

    private func text(_ word: Word) -> String {
      ASCIIText.string(bytes[word.range.lowerBound - shift..<word.range.upperBound - shift])
    }

    /// Passes over code up to the brace that ends it.
    private mutating func code() -> [Directive]? {
      var depth = 1
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        switch byte {
        case 0x7B: depth += 1
        case 0x7D:
          depth -= 1
          if depth == 0 { return [] }
        case 0x22, 0x27:
          while index < bytes.count, bytes[index] != byte, bytes[index] != 0x0A {
            index += bytes[index] == 0x5C ? 2 : 1
          }
          index += 1
        case 0x2D where index < bytes.count && bytes[index] == 0x2D:
          index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
        default: continue
        }
      }
      return nil
    }
  }
}
