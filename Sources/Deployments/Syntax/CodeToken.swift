/// A token of a program's text.
struct CodeToken: Sendable {
  /// What it is.
  enum Kind: Sendable {
    /// A word, also a keyword.
    case name
    case number
    /// What quotes enclose.
    case text([CodePart])
    /// Ruby's `%w[a b]`: each word.
    case words([MappedText])
    /// A regular expression between slashes.
    case pattern
    /// Punctuation.
    case mark
  }

  var kind: Kind
  /// Where it stands, quotes and all.
  var range: Range<Int>
  /// Words and punctuation as they are written, a Ruby symbol without its colon.
  var text = ""
  /// Whether it is the first of its line.
  var isFirst = false

  /// Whether it is that punctuation.
  func isMark(_ mark: String) -> Bool {
    if case .mark = kind { text == mark } else { false }
  }

  /// Whether it is that word.
  func isName(_ name: String) -> Bool {
    if case .name = kind { text == name } else { false }
  }

  /// Whether it is a word.
  var isName: Bool { if case .name = kind { true } else { false } }

  /// Whether it is a text.
  var isText: Bool { if case .text = kind { true } else { false } }
}

/// A part of a text.
enum CodePart: Sendable {
  /// What is said as it stands.
  case text(MappedText)
  /// An expression whose value is put in; its place with and without delimiters.
  case code([CodeToken], whole: Range<Int>, inner: Range<Int>)
}

/// Programming languages whose literals hold policies.
enum CodeLanguage: Sendable {
  case javaScript, python, ruby, hcl, php, java, kotlin, csharp

  /// Whether semicolons end statements, so that line ends mean nothing.
  var endsWithSemicolons: Bool { self == .php || self == .java || self == .csharp }

  /// Whether members may follow on the next line.
  var continuesWithMembers: Bool { self != .python && self != .hcl }

  /// Whether fields, parameters and methods are declared with types.
  var isTyped: Bool { endsWithSemicolons || self == .kotlin }

  /// Whether types stand between `<` and `>` before the arguments of a call.
  var hasTypeArguments: Bool { self == .javaScript || isTyped && self != .php }

  /// What stands between the parameters and the result of a function without a name.
  var arrow: String { self == .java ? "->" : "=>" }
}

/// Text in a template, where the values of expressions are put in.
struct TemplateText: Spelling {
  /// Bytes that get a backslash.
  var escaped: [UInt8]
  /// Bytes that cannot be written.
  var forbidden: [UInt8]

  init(escaped: String = "", forbidden: String = "") {
    self.escaped = Array(escaped.utf8)
    self.forbidden = Array(forbidden.utf8)
  }

  func written(_ text: String) -> [UInt8]? {
    var plain = QuotedText()
    plain.escaped = escaped
    plain.forbidden = forbidden
    return plain.written(text)
  }
}

/// Reads bytes that program texts have in common.
enum CodeText {
  static func isNameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte == 0x24 || byte >= 0x80
  }

  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// The character that hexadecimal digits at the start of a range name, and where they end: what is
  /// written behind too few of them must not count as further ones.
  static func hexScalar(_ bytes: [UInt8], _ range: Range<Int>) -> (text: [UInt8], end: Int) {
    let digits = bytes[range].prefix { isDigit($0) || (0x61...0x66).contains($0 | 0x20) }
    let value = UInt32(ASCIIText.string(digits), radix: 16)
    return (Array(String(value.flatMap(UnicodeScalar.init) ?? "\u{FFFD}").utf8), digits.endIndex)
  }

  /// What a backslash and the bytes after it stand for, and where they end.
  static func escape(
    _ bytes: [UInt8], _ start: Int, _ limit: Int, _ language: CodeLanguage
  ) -> (text: [UInt8], end: Int) {
    guard start + 1 < limit else { return ([0x5C], min(start + 1, limit)) }
    func scalar(from: Int, digits: Int) -> (text: [UInt8], end: Int) {
      hexScalar(bytes, from..<min(from + digits, limit))
    }
    switch bytes[start + 1] {
    case 0x6E: return ([0x0A], start + 2)
    case 0x72: return ([0x0D], start + 2)
    case 0x74: return ([0x09], start + 2)
    case 0x62 where language != .hcl: return ([0x08], start + 2)
    case 0x66 where language != .hcl: return ([0x0C], start + 2)
    case 0x76 where language != .hcl: return ([0x0B], start + 2)
    case 0x73 where language == .ruby || language == .java: return ([0x20], start + 2)
    case 0x78 where language != .hcl:
      return scalar(from: start + 2, digits: language == .csharp ? 4 : 2)
    case 0x75:
      if start + 2 < limit, bytes[start + 2] == 0x7B,
        let end = bytes[start..<limit].firstIndex(of: 0x7D)
      {
        return (scalar(from: start + 3, digits: end - start - 3).text, end + 1)
      }
      return scalar(from: start + 2, digits: 4)
    case 0x55 where language == .python || language == .hcl || language == .csharp:
      return scalar(from: start + 2, digits: 8)
    case 0x0A: return ([], start + 2)
    case 0x0D where start + 2 < limit && bytes[start + 2] == 0x0A: return ([], start + 3)
    case let byte where language == .python && ![0x22, 0x27, 0x5C].contains(byte):
      return ([0x5C], start + 1)
    case let byte: return ([byte], start + 2)
    }
  }
}

extension [CodeToken] {
  /// For each bracket that opens, the index of the one that closes it.
  func brackets() -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var open: [(mark: String, index: Int)] = []
    let closing = ["(": ")", "[": "]", "{": "}"]
    for (index, token) in enumerated() {
      guard case .mark = token.kind else { continue }
      if let close = closing[token.text] {
        open.append((close, index))
      } else if [")", "]", "}"].contains(token.text),
        let place = open.lastIndex(where: { $0.mark == token.text })
      {
        pairs[open[place].index] = index
        open.removeSubrange(place...)
      }
    }
    return pairs
  }
}
