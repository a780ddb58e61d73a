/// The tokens of JavaScript and TypeScript.
struct JavaScriptTokens: CodeTokenizer {
  var cursor: CodeCursor

  /// The tokens of a file; `nil` at a text or a comment without end.
  static func all(of file: SourceFile) -> [CodeToken]? {
    var reader = JavaScriptTokens(cursor: CodeCursor(file))
    if file.bytes[file.start...].starts(with: "#!".utf8) { reader.skipLine() }
    return reader.tokens(inTemplate: false)
  }

  /// Tokens up to the end, or to the brace that ends an expression in a template.
  mutating func tokens(inTemplate: Bool) -> [CodeToken]? {
    guard enter() else { return nil }
    defer { leave() }
    var found: [CodeToken] = []
    var braces = 0
    while index < limit {
      let start = index
      let byte = bytes[index]
      switch byte {
      case 0x0A, 0x0D:
        isFirst = true
        index += 1
      case _ where CodeText.isSpace(byte): index += 1
      case 0x2F where next(1) == 0x2F: skipLine()
      case 0x2F where next(1) == 0x2A:
        guard skipBlockComment() else { return nil }
      case 0x22, 0x27:
        guard let text = quoted(byte, .javaScript) else { return nil }
        found.append(token(.text([.text(text)]), from: start))
      case 0x60:
        guard let parts = template() else { return nil }
        found.append(token(.text(parts), from: start))
      case 0x2F where Self.mayBePattern(after: found.last) && skipPattern():
        found.append(token(.pattern, from: start))
      case _ where CodeText.isNameStart(byte) || byte == 0x23:
        index += 1
        while index < limit, CodeText.isNamePart(bytes[index]) { index += 1 }
        found.append(token(.name, from: start, ASCIIText.string(bytes[start..<index])))
      case _ where CodeText.isDigit(byte):
        found.append(number())
      default:
        if byte == 0x7D, inTemplate, braces == 0 { return found }
        if byte == 0x7B { braces += 1 }
        if byte == 0x7D { braces -= 1 }
        found.append(mark(of: Self.marks))
      }
    }
    return inTemplate ? nil : found
  }

  private static let marks = [
    "...", "===", "!==", "**=", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??",
    "?.", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "++", "--", "**",
  ]

  /// Whether a slash divides or begins a regular expression.
  private static func mayBePattern(after token: CodeToken?) -> Bool {
    guard let token else { return true }
    switch token.kind {
    case .name: return ["return", "typeof", "case", "in", "of", "await"].contains(token.text)
    case .mark: return ![")", "]", "}", "++", "--"].contains(token.text)
    default: return false
    }
  }

  private mutating func skipPattern() -> Bool {
    var end = index + 1
    var inClass = false
    while end < limit, bytes[end] != 0x0A, bytes[end] != 0x2F || inClass {
      if bytes[end] == 0x5C {
        end += 1
      } else if bytes[end] == 0x5B {
        inClass = true
      } else if bytes[end] == 0x5D {
        inClass = false
      }
      end += 1
    }
    guard end < limit, bytes[end] == 0x2F else { return false }
    end += 1
    while end < limit, CodeText.isNamePart(bytes[end]) { end += 1 }
    index = end
    return true
  }

  private mutating func template() -> [CodePart]? {
    let spelling = TemplateText(escaped: "`\\", forbidden: "$")
    var parts: [CodePart] = []
    var text = MappedText()
    index += 1
    var start = index
    while index < limit, bytes[index] != 0x60 {
      if bytes[index] == 0x5C {
        text.append(of: bytes, in: start..<index, spelling)
        let escape = CodeText.escape(bytes, index, limit, .javaScript)
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = escape.end
        start = index
      } else if bytes[index] == 0x24, next(1) == 0x7B {
        text.append(of: bytes, in: start..<index, spelling)
        if !text.bytes.isEmpty { parts.append(.text(text)) }
        text = MappedText()
        let whole = index
        index += 2
        guard let inner = tokens(inTemplate: true) else { return nil }
        parts.append(.code(inner, whole: whole..<index + 1, inner: whole + 2..<index))
        index += 1
        start = index
      } else {
        index += 1
      }
    }
    guard index < limit else { return nil }
    text.append(of: bytes, in: start..<index, spelling)
    if !text.bytes.isEmpty { parts.append(.text(text)) }
    index += 1
    return parts
  }
}
