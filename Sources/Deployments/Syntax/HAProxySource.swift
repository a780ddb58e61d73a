/// The lines of an HAProxy configuration as words, with the places of their parts.
///
/// Words follow chapters 2.2 and 2.3 of the configuration manual: double quotes with escapes and
/// `${...}`, single quotes without, backslashes elsewhere. `{{...}}` of a template is part of a word.
struct HAProxySource {
  /// A line that is not empty.
  struct Line {
    var words: [Word] = []
    /// The template's conditions that the line stands under.
    var conditions: [String]
  }

  /// A word.
  struct Word {
    /// What it says, `${...}` as it is written.
    var text: MappedText
    var string: String { ASCIIText.string(text.bytes) }
  }

  let lines: [Line]

  /// Reads a file.
  init(_ file: SourceFile) {
    var lines: [Line] = []
    var template = TemplateConditions()
    var start = file.start
    while start < file.bytes.count {
      let feed = file.bytes[start...].firstIndex(of: 0x0A) ?? file.bytes.count
      let end = feed > start && file.bytes[feed - 1] == 0x0D ? feed - 1 : feed
      let conditions = template.conditions
      if !template.take(file.bytes[start..<end]) {
        var reader = WordReader(bytes: file.bytes, index: start, limit: end)
        let words = reader.words()
        if !words.isEmpty { lines.append(Line(words: words, conditions: conditions)) }
      }
      start = feed + 1
    }
    self.lines = lines
  }

  private struct WordReader {
    let bytes: [UInt8]
    var index: Int
    let limit: Int

    mutating func words() -> [Word] {
      var words: [Word] = []
      while index < limit {
        if bytes[index] == 0x20 || bytes[index] == 0x09 {
          index += 1
        } else if bytes[index] == 0x23 {
          break
        } else {
          words.append(word())
        }
      }
      return words
    }

    private mutating func word() -> Word {
      var text = MappedText()
      var quote: UInt8?
      var start = index
      func flush(_ end: Int) {
        if start < end {
          text.append(of: bytes, in: start..<end, HAProxyText(quote: quote))
        }
      }
      while index < limit {
        let byte = bytes[index]
        if byte == 0x7B || byte == 0x3C, let end = TemplatePart.end(bytes, index), end <= limit {
          index = end
        } else if (byte == 0x22 || byte == 0x27) && (quote == nil || quote == byte) {
          flush(index)
          quote = quote == nil ? byte : nil
          index += 1
          start = index
        } else if byte == 0x5C, quote != 0x27, let (meant, end) = escape() {
          flush(index)
          text.append([meant], escapedAs: index..<end, HAProxyText(quote: quote))
          index = end
          start = index
        } else if quote == nil, byte == 0x20 || byte == 0x09 || byte == 0x23 {
          break
        } else if byte == 0x24, quote == 0x22, let end = variableEnd() {
          flush(index)
          // A reference, so that what is put in is no part of a format.
          let name = ASCIIText.string(bytes[index..<end])
          text.append(runTime: name, for: index..<end, HAProxyText(quote: quote))
          index = end
          start = index
        } else {
          index += 1
        }
      }
      flush(index)
      return Word(text: text)
    }

    private func variableEnd() -> Int? {
      guard index + 1 < limit else { return nil }
      if bytes[index + 1] == 0x7B {
        return bytes[index..<limit].firstIndex(of: 0x7D).map { $0 + 1 }
      }
      var place = index + 1
      while place < limit, CodeText.isNamePart(bytes[place]), bytes[place] != 0x24 { place += 1 }
      return place > index + 1 ? place : nil
    }

    private func escape() -> (UInt8, Int)? {
      guard index + 1 < limit else { return nil }
      switch bytes[index + 1] {
      case 0x20, 0x5C, 0x23, 0x27, 0x22, 0x24: return (bytes[index + 1], index + 2)
      case 0x6E: return (0x0A, index + 2)
      case 0x72: return (0x0D, index + 2)
      case 0x74: return (0x09, index + 2)
      case 0x78:
        guard index + 4 <= limit,
          let byte = UInt8(ASCIIText.string(bytes[index + 2..<index + 4]), radix: 16)
        else { return nil }
        return (byte, index + 4)
      default: return nil
      }
    }
  }
}

/// Text of a word of HAProxy.
struct HAProxyText: Spelling {
  /// The quote around it.
  var quote: UInt8?
  /// Whether percent signs begin something.
  var isFormat = false

  func written(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte < 0x20 { return nil }
      if isFormat, byte == 0x25 { bytes.append(byte) }
      switch (quote, byte) {
      case (0x27, 0x27): bytes += Array("'\\''".utf8)
      case (0x22, 0x22), (0x22, 0x5C), (0x22, 0x24), (nil, 0x20), (nil, 0x22), (nil, 0x27),
        (nil, 0x5C), (nil, 0x23):
        bytes += [0x5C, byte]
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
