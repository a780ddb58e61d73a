/// Text in XML and HTML.
public enum Markup {
  /// Escapes text for element content and quoted attributes, without control characters.
  public static func escaped(_ text: String) -> String {
    if !text.utf8.contains(where: isOdd) { return text }
    var escaped = ""
    for character in text.printable.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// Whether a byte needs a closer look.
  private static func isOdd(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: byte < 0x20 || byte >= 0x7F
    }
  }

  /// Escapes text that keeps its lines.
  public static func escapedLines(_ text: String) -> String {
    if !text.utf8.contains(UInt8(ascii: "\n")) { return escaped(text) }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escaped(String($0)) }.joined(separator: "\n")
  }
}
