/// What stands in a directive that browsers skip because of a byte outside printable ASCII.
///
/// Mostly a word processor or a chat put it there, and what was meant is plain.
struct ForbiddenText {
  /// What it is, for a sentence.
  let name: String
  /// The directive as it was meant; `nil` when that is not known.
  let repaired: String?

  /// Characters that stand in for ASCII, and what they stand in for.
  private static let twins: [Unicode.Scalar: (name: String, ascii: String)] = {
    var twins: [Unicode.Scalar: (name: String, ascii: String)] = [:]
    for quote in "‘’‚‛“”„‟´′″«»".unicodeScalars {
      twins[quote] = ("a typographic quote", "'")
    }
    for blank in ["\u{A0}", "\u{2002}", "\u{2003}", "\u{2009}", "\u{202F}", "\u{3000}"]
      as [Unicode.Scalar]
    {
      twins[blank] = ("a no-break or typographic space", " ")
    }
    for nothing in ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}"]
      as [Unicode.Scalar]
    {
      twins[nothing] = ("an invisible character", "")
    }
    for dash in "‐‑‒–—―−".unicodeScalars { twins[dash] = ("a typographic dash", "-") }
    twins["；"] = ("a full-width semicolon", ";")
    twins["："] = ("a full-width colon", ":")
    return twins
  }()

  /// Looks at a directive.
  ///
  /// - Parameters:
  ///   - bytes: Name and value; UTF-8, or Windows-1252 when it is not.
  ///   - offset: Position of the first byte that may not be there.
  init(_ bytes: ArraySlice<UInt8>, at offset: Int) {
    // Nobody writes a list of this length by hand.
    guard bytes.count <= 16_384 else {
      name = "a byte that is not printable ASCII"
      repaired = nil
      return
    }
    let text = String(validating: bytes, as: UTF8.self) ?? Self.windows1252(bytes)
    let first = String(decoding: bytes[bytes.startIndex..<offset], as: UTF8.self).unicodeScalars
      .count
    let scalar = text.unicodeScalars.dropFirst(first).first
    name = scalar.flatMap { Self.twins[$0]?.name } ?? "a byte that is not printable ASCII"
    var repaired = ""
    for scalar in text.unicodeScalars {
      if let twin = Self.twins[scalar] {
        repaired += twin.ascii
      } else {
        repaired.unicodeScalars.append(scalar)
      }
    }
    let isPlain = repaired.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    self.repaired = isPlain ? repaired : nil
  }

  /// The quotes, dashes and spaces of Windows-1252, <https://encoding.spec.whatwg.org/windows-1252.html>.
  private static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
    let special: [UInt8: Unicode.Scalar] = [
      0x82: "‚", 0x84: "„", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—",
    ]
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(special[byte] ?? Unicode.Scalar(byte)) }
    return String(text)
  }
}
