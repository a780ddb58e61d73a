import Diagnostics

/// The lines of an Apache configuration, with the places of their words.
///
/// A backslash at the end of a line joins the next one; a line that begins with `#` is a comment as a
/// whole; words follow `ap_getword_conf`.
struct ApacheSource {
  /// A word without its quotes, in offsets of its line's text.
  struct Word {
    var range: Range<Int>
    /// The quote around it.
    var quote: UInt8?
  }

  /// A directive, or a tag that opens or closes a section.
  struct Line {
    /// What stands on it, joined lines joined.
    var text: MappedText
    var words: [Word]

    /// A word as it is written.
    func string(_ index: Int) -> String {
      words.indices.contains(index) ? ASCIIText.string(text.bytes[words[index].range]) : ""
    }
  }

  /// It with the files that it includes.
  let file: SourceFile
  /// Those of included files in place.
  let lines: [Line]
  /// What is odd about files that it includes.
  let diagnostics: [Diagnostic]

  var bytes: [UInt8] { file.bytes }

  /// Reads a file.
  init(_ file: SourceFile) {
    let includes = ApacheIncludes(root: file)
    var inclusion = Inclusion(
      file,
      Inclusion.Grammar(
        read: Self.lines, block: nil, request: { line, _ in includes.request(line) }))
    lines = inclusion.items() ?? []
    self.file = inclusion.whole
    diagnostics = inclusion.diagnostics
  }

  /// The lines that stand in a file.
  private static func lines(_ bytes: [UInt8], _ first: Int, _ shift: Int) -> [Line] {
    var lines: [Line] = []
    var start = first
    while start < bytes.count {
      var text = MappedText()
      var goesOn = true
      while goesOn, start < bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        var stop = end
        if stop > start, bytes[stop - 1] == 0x0D { stop -= 1 }
        goesOn = stop > start && bytes[stop - 1] == 0x5C
        if goesOn { stop -= 1 }
        text.append(of: bytes, in: start..<stop, QuotedText())
        start = end + 1
      }
      let first = text.bytes.first { !Self.isSpace($0) }
      if let first, first != 0x23 {
        lines.append(Line(text: text.moved(by: shift), words: Self.words(text.bytes)))
      }
    }
    return lines
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func words(_ text: [UInt8]) -> [Word] {
    var words: [Word] = []
    var index = 0
    var end = text.count
    // The bracket that ends a tag is none of its last word.
    let isTag = text.first { !isSpace($0) } == 0x3C
    if isTag, let close = text.lastIndex(of: 0x3E) { end = close }
    while index < end {
      if isSpace(text[index]) {
        index += 1
        continue
      }
      let quote = text[index]
      if quote == 0x22 || quote == 0x27 {
        let start = index + 1
        index = start
        while index < end, text[index] != quote {
          let hides = text[index] == 0x5C && index + 1 < end
          index += hides && [0x5C, quote].contains(text[index + 1]) ? 2 : 1
        }
        words.append(Word(range: start..<min(index, end), quote: quote))
        index += 1
      } else {
        let start = index
        while index < end, !isSpace(text[index]) { index += 1 }
        words.append(Word(range: start..<index))
      }
    }
    return words
  }

  /// How text is written in a word of a `Header` directive.
  struct Spelling: Deployments.Spelling {
    var quote: UInt8?

    func written(_ text: String) -> [UInt8]? {
      var bytes: [UInt8] = []
      for byte in text.utf8 {
        if quote == nil, ApacheSource.isSpace(byte) || [0x22, 0x27].contains(byte) && bytes.isEmpty
        {
          return nil
        }
        if byte == 0x5C { return nil }
        if byte == quote { bytes.append(0x5C) }
        if byte == 0x25 { bytes.append(byte) }
        if byte == 0x7B, bytes.last == 0x24 { return nil }
        bytes.append(byte)
      }
      return bytes
    }
  }

  /// The value that a `Header` directive sends.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - line: Its line.
  ///   - parameters: What stands for the arguments of a macro, such as `$hosts`.
  ///   - variable: The text of `${NAME}`; `nil` when it is known only at run time.
  /// - Returns: The value, with the places of its parts.
  func value(
    _ word: Word, of line: Line, parameters: [String],
    _ variable: (String, Range<Int>, Spelling) -> MappedText?
  ) -> MappedText {
    let text = line.text.bytes
    let spelling = Spelling(quote: word.quote)
    var value = MappedText()
    var start = word.range.lowerBound
    var index = start
    let end = word.range.upperBound
    func flush() {
      guard start < index else { return }
      for segment in line.text.segments {
        let common = segment.range.clamped(to: start..<index)
        let shift = segment.source.lowerBound - segment.range.lowerBound
        value.append(
          of: bytes, in: common.lowerBound + shift..<common.upperBound + shift, spelling)
      }
    }
    func place(_ range: Range<Int>) -> Range<Int> { line.text.source(of: range) ?? 0..<0 }
    while index < end {
      let byte = text[index]
      if byte == 0x5C, let escape = Self.escape(text[index..<end], word.quote) {
        flush()
        value.append([escape.byte], escapedAs: place(index..<index + escape.count), spelling)
        index += escape.count
      } else if byte == 0x25, index + 1 < end, text[index + 1] == 0x25 {
        flush()
        value.append([0x25], escapedAs: place(index..<index + 2), spelling)
        index += 2
      } else if let stop = runTimeEnd(text[..<end], index)
        ?? Self.parameterEnd(text[..<end], index, parameters)
      {
        flush()
        value.append(
          runTime: ASCIIText.string(text[index..<stop]), for: place(index..<stop), spelling)
        index = stop
      } else if byte == 0x24, text[index..<end].starts(with: [0x24, 0x7B]),
        let close = text[index..<end].firstIndex(of: 0x7D)
      {
        flush()
        let name = ASCIIText.string(text[index + 2..<close])
        let reference = place(index..<close + 1)
        if let known = variable(name, reference, spelling) {
          value.append(known)
        } else {
          value.append(runTime: "${\(name)}", for: reference, spelling)
        }
        index = close + 1
      } else {
        index += 1
        continue
      }
      start = index
    }
    flush()
    return value
  }

  /// What a backslash and the bytes after it stand for; `nil` when it stands for itself.
  ///
  /// Quotes are read first: in them a backslash hides another one and the quote. Of what is left
  /// `Header` reads `\n`, `\r` and `\t`.
  private static func escape(
    _ text: ArraySlice<UInt8>, _ quote: UInt8?
  ) -> (byte: UInt8, count: Int)? {
    var rest = text.dropFirst()
    guard let next = rest.first else { return nil }
    if let quote, next == quote { return (quote, 2) }
    let isHidden = quote != nil && next == 0x5C
    if isHidden { rest = rest.dropFirst() }
    switch rest.first {
    case 0x6E: return (0x0A, isHidden ? 3 : 2)
    case 0x72: return (0x0D, isHidden ? 3 : 2)
    case 0x74: return (0x09, isHidden ? 3 : 2)
    default: return isHidden ? (0x5C, 2) : nil
    }
  }

  /// The end of `%{NAME}e` or `%t`.
  private func runTimeEnd(_ text: ArraySlice<UInt8>, _ index: Int) -> Int? {
    guard text[index] == 0x25, index + 1 < text.endIndex else { return nil }
    if [0x74, 0x44, 0x6C, 0x69, 0x62].contains(text[index + 1]) { return index + 2 }
    guard text[index + 1] == 0x7B, let close = text[index...].firstIndex(of: 0x7D) else {
      return nil
    }
    return close + 1 < text.endIndex && [0x65, 0x73].contains(text[close + 1])
      ? close + 2 : close + 1
  }

  private static func parameterEnd(
    _ text: ArraySlice<UInt8>, _ index: Int, _ parameters: [String]
  ) -> Int? {
    let fitting = parameters.filter { text[index...].starts(with: $0.utf8) }
    return fitting.map(\.utf8.count).max().map { index + $0 }
  }
}
