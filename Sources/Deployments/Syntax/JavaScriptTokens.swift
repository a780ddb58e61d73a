/// The tokens of JavaScript and TypeScript.
struct JavaScriptTokens: CodeTokenizer {
  var cursor: CodeCursor

  mutating func begin() {
    if bytes[index..<limit].starts(with: "#!".utf8) { skipLine() }
  }

  static let comments: CodeComments = .slashes

  mutating func own(_ byte: UInt8, after last: CodeToken?) -> CodeReading? {
    let start = index
    switch byte {
    case 0x22, 0x27: return .text(quoted(byte, .javaScript), &self, from: start)
    case 0x60: return .text(template(), &self, from: start)
    case 0x2F
    where next(1) != 0x2F && next(1) != 0x2A && Self.mayBePattern(after: last)
      && skipPattern():
      return .token(token(.pattern, from: start))
    case 0x23: return .token(name())
    default: return nil
    }
  }

  static let marks = [
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
