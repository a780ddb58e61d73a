/// The tokens of Ruby.
struct RubyTokens: CodeTokenizer {
  var cursor: CodeCursor
  /// Heredocs whose text begins on the next line.
  private var pending: [(token: Int, name: [UInt8], isRaw: Bool, mayIndent: Bool)] = []

  init(cursor: CodeCursor) { self.cursor = cursor }

  static let comments: CodeComments = .hash

  static let marks = [
    "...", "<=>", "===", "||=", "&&=", "**", "..", "->", "=>", "==", "!=", "<=", ">=", "&&", "||",
    "::", "&.", "+=", "-=", "=~", "<<",
  ]

  /// Nothing: heredocs begin on one line and stand on the next, so that its loop is its own.
  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? { nil }

  mutating func tokens(inTemplate: Bool) -> [CodeToken]? {
    guard enter() else { return nil }
    let outer = pending
    pending = []
    defer {
      leave()
      pending = outer
    }
    var found: [CodeToken] = []
    var braces = 0
    while index < limit {
      let start = index
      let byte = bytes[index]
      let isLineStart = index == 0 || bytes[index - 1] == 0x0A
      switch byte {
      case 0x0A:
        isFirst = true
        index += 1
        for heredoc in pending {
          guard let text = heredocText(heredoc) else { return nil }
          found[heredoc.token].kind = .text(text)
        }
        pending = []
      case 0x5C where next(1) == 0x0A: index += 2
      case _ where CodeText.isSpace(byte): index += 1
      case 0x23: skipLine()
      case 0x3D where isLineStart && bytes[index..<limit].starts(with: "=begin".utf8):
        guard skipComment() else { return nil }
      case 0x5F where isLineStart && bytes[index..<limit].starts(with: "__END__".utf8):
        index = limit
      case 0x22, 0x27, 0x60:
        index += 1
        guard let parts = text(closing: byte, opening: nil, isRaw: byte == 0x27) else { return nil }
        found.append(token(.text(parts), from: start))
      case 0x25 where Self.mayBeValue(after: found.last):
        guard let kind = percent() else {
          index += 1
          found.append(token(.mark, from: start, "%"))
          continue
        }
        found.append(token(kind, from: start))
      case 0x2F where Self.mayBeValue(after: found.last):
        var end = index + 1
        while end < limit, bytes[end] != 0x2F, bytes[end] != 0x0A {
          end += bytes[end] == 0x5C ? 2 : 1
        }
        index = min(end + 1, limit)
        while index < limit, CodeText.isNamePart(bytes[index]) { index += 1 }
        found.append(token(.pattern, from: start))
      case 0x3C where heredocStart() != nil:
        guard let heredoc = heredocStart() else { return nil }
        index = heredoc.end
        pending.append((found.count, heredoc.name, heredoc.isRaw, heredoc.mayIndent))
        found.append(token(.text([]), from: start))
      case _ where CodeText.isNameStart(byte) || byte == 0x40:
        index += 1
        while index < limit, CodeText.isNamePart(bytes[index]) || bytes[index] == 0x40 {
          index += 1
        }
        if index < limit, bytes[index] == 0x3F || bytes[index] == 0x21, next(1) != 0x3D {
          index += 1
        }
        found.append(token(.name, from: start, ASCIIText.string(bytes[start..<index])))
      case _ where CodeText.isDigit(byte):
        while index < limit, CodeText.isNamePart(bytes[index]) { index += 1 }
        found.append(token(.number, from: start))
      default:
        if byte == 0x7D, inTemplate, braces == 0 { return found }
        if byte == 0x7B { braces += 1 }
        if byte == 0x7D { braces -= 1 }
        found.append(mark(of: Self.marks))
      }
    }
    return inTemplate || !pending.isEmpty ? nil : found
  }

  private mutating func skipComment() -> Bool {
    while index < limit {
      let end = bytes[index..<limit].firstIndex(of: 0x0A) ?? limit
      let isEnd = bytes[index..<end].starts(with: "=end".utf8)
      index = min(end + 1, limit)
      if isEnd || index == limit { return true }
    }
    return true
  }

  private static func mayBeValue(after token: CodeToken?) -> Bool {
    guard let token else { return true }
    switch token.kind {
    case .mark: return ![")", "]", "}"].contains(token.text)
    case .name: return true
    default: return false
    }
  }

  /// `%w[...]`, `%i[...]`, `%q(...)` and `%Q(...)`.
  private mutating func percent() -> CodeToken.Kind? {
    guard let letter = next(1), let open = next(2),
      [0x77, 0x57, 0x69, 0x49, 0x71, 0x51].contains(letter), !CodeText.isNamePart(open),
      !CodeText.isSpace(open)
    else { return nil }
    let pairs: [UInt8: UInt8] = [0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D, 0x3C: 0x3E]
    let close = pairs[open] ?? open
    let start = index
    index += 3
    if letter | 0x20 == 0x71 {
      let parts = text(
        closing: close, opening: pairs[open] == nil ? nil : open, isRaw: letter == 0x71)
      if parts == nil { index = start }
      return parts.map { .text($0) }
    }
    guard letter | 0x20 == 0x77, let end = bytes[index..<limit].firstIndex(of: close) else {
      index = start
      return nil
    }
    let spelling = QuotedText(forbidden: " \t\r\n[](){}<>\\#")
    let words = bytes[index..<end].split { CodeText.isSpace($0) }.map {
      MappedText(of: bytes, in: $0.startIndex..<$0.endIndex, spelling)
    }
    index = end + 1
    return .words(words)
  }

  private mutating func text(closing: UInt8, opening: UInt8?, isRaw: Bool) -> [CodePart]? {
    let name = ASCIIText.string([closing])
    let spelling: any Spelling =
      isRaw
      ? QuotedText(escaped: name + "\\", forbidden: "\n\r")
      : TemplateText(escaped: name + "\\", forbidden: "#\n\r")
    var parts: [CodePart] = []
    var text = MappedText()
    var start = index
    var open = 0
    while index < limit {
      let byte = bytes[index]
      if byte == closing, open == 0 {
        text.append(of: bytes, in: start..<index, spelling)
        if !text.bytes.isEmpty { parts.append(.text(text)) }
        index += 1
        return parts
      }
      if byte == opening { open += 1 }
      if byte == closing { open -= 1 }
      if byte == 0x5C {
        guard let following = next(1) else { return nil }
        if isRaw, following != closing, following != 0x5C {
          index += 1
          continue
        }
        text.append(of: bytes, in: start..<index, spelling)
        let escape =
          isRaw
          ? (text: [following], end: index + 2) : CodeText.escape(bytes, index, limit, .ruby)
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = escape.end
        start = index
      } else if !isRaw, byte == 0x23, next(1) == 0x7B {
        text.append(of: bytes, in: start..<index, spelling)
        if !text.bytes.isEmpty { parts.append(.text(text)) }
        text = MappedText()
        guard let part = code() else { return nil }
        parts.append(part)
        start = index
      } else {
        index += 1
      }
    }
    return nil
  }

  /// `#{...}`.
  private mutating func code() -> CodePart? {
    let whole = index
    index += 2
    guard let inner = tokens(inTemplate: true), index < limit else { return nil }
    index += 1
    return .code(inner, whole: whole..<index, inner: whole + 2..<index - 1)
  }

  private func heredocStart() -> (name: [UInt8], isRaw: Bool, mayIndent: Bool, end: Int)? {
    guard next(1) == 0x3C, let sign = next(2) else { return nil }
    var place = index + 2
    let mayIndent = sign == 0x7E || sign == 0x2D
    if mayIndent { place += 1 }
    guard place < limit else { return nil }
    let quote = bytes[place]
    let isQuoted = quote == 0x22 || quote == 0x27
    if isQuoted { place += 1 }
    let start = place
    while place < limit, CodeText.isNamePart(bytes[place]) { place += 1 }
    guard place > start, (0x41...0x5A).contains(bytes[start]) else { return nil }
    let name = Array(bytes[start..<place])
    if isQuoted {
      guard place < limit, bytes[place] == quote else { return nil }
      place += 1
    }
    return (name, quote == 0x27, mayIndent, place)
  }

  private mutating func heredocText(
    _ heredoc: (token: Int, name: [UInt8], isRaw: Bool, mayIndent: Bool)
  ) -> [CodePart]? {
    let spelling: any Spelling =
      heredoc.isRaw ? QuotedText() : TemplateText(escaped: "\\", forbidden: "#")
    var parts: [CodePart] = []
    var text = MappedText()
    while index < limit {
      let end = bytes[index..<limit].firstIndex(of: 0x0A) ?? limit
      let line = bytes[index..<end]
      let ink = line.drop { $0 == 0x20 || $0 == 0x09 }
      if Array(heredoc.mayIndent ? ink : line) == heredoc.name {
        if !text.bytes.isEmpty { parts.append(.text(text)) }
        index = end
        return parts
      }
      var start = index
      while !heredoc.isRaw, index < end {
        if bytes[index] == 0x23, next(1) == 0x7B {
          text.append(of: bytes, in: start..<index, spelling)
          if !text.bytes.isEmpty { parts.append(.text(text)) }
          text = MappedText()
          guard let part = code() else { return nil }
          parts.append(part)
          start = index
        } else {
          index += 1
        }
      }
      let stop = min((bytes[start..<limit].firstIndex(of: 0x0A) ?? limit) + 1, limit)
      text.append(of: bytes, in: start..<stop, spelling)
      index = stop
    }
    return nil
  }
}
