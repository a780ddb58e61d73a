/// Character references of HTML and XML.
enum CharacterReference {
  /// References whose names policies are written with.
  private static let html: [(name: String, text: String)] = [
    ("nbsp;", "\u{A0}"), ("semi;", ";"), ("colon;", ":"), ("sol;", "/"), ("period;", "."),
    ("ast;", "*"), ("NewLine;", "\n"), ("Tab;", "\t"), ("comma;", ","), ("excl;", "!"),
    ("num;", "#"), ("lpar;", "("), ("rpar;", ")"),
  ]
  private static let xml: [(name: String, text: String)] = [
    ("amp;", "&"), ("quot;", "\""), ("apos;", "'"), ("lt;", "<"), ("gt;", ">"),
  ]

  /// Those of HTML that need no semicolon where neither a letter, a digit nor `=` follows.
  private static let bare: [(name: String, text: String)] = [
    ("amp", "&"), ("quot", "\""), ("lt", "<"), ("gt", ">"), ("nbsp", "\u{A0}"),
  ]

  /// What a reference at the start stands for, and its length; `nil` when none begins there.
  static func read(_ rest: ArraySlice<UInt8>, inHTML: Bool) -> (text: String, width: Int)? {
    guard rest.first == 0x26 else { return nil }
    let inner = rest.dropFirst()
    if inner.first == 0x23 {
      let isHex = inner.dropFirst().first.map { $0 | 0x20 == 0x78 } ?? false
      let digits = inner.dropFirst(isHex ? 2 : 1).prefix {
        (0x30...0x39).contains($0) || isHex && (0x61...0x66).contains($0 | 0x20)
      }
      guard !digits.isEmpty,
        let value = UInt32(ASCIIText.string(digits), radix: isHex ? 16 : 10),
        let scalar = UnicodeScalar(value)
      else { return nil }
      let ends = digits.endIndex < rest.endIndex && rest[digits.endIndex] == 0x3B
      return (String(scalar), digits.endIndex - rest.startIndex + (ends ? 1 : 0))
    }
    for (name, text) in inHTML ? xml + html : xml where inner.starts(with: name.utf8) {
      return (text, name.utf8.count + 1)
    }
    let word = ASCIIText.string(inner.prefix(while: isWord))
    guard inHTML, let (name, text) = bare.first(where: { $0.name == word }) else { return nil }
    let width = name.utf8.count + 1
    return rest.dropFirst(width).first == 0x3D ? nil : (text, width)
  }

  /// The length of what begins as a named reference and could become one by what is written behind it.
  static func openWidth(_ rest: ArraySlice<UInt8>) -> Int? {
    guard rest.first == 0x26 else { return nil }
    let width = 1 + rest.dropFirst().prefix(while: isWord).count
    return rest.dropFirst(width).first == 0x3B ? nil : width
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    CodeText.isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
