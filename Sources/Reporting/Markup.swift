/// Text in XML and HTML.
public enum Markup {
  /// Escapes text for element content and quoted attributes, without control characters.
  public static func escaped(_ text: String) -> String {
    let looks = look(at: text)
    return replaced(looks.isPlain ? text : text.printable, growth: looks.growth)
  }

  /// Escapes text that keeps its lines.
  public static func escapedLines(_ text: String) -> String {
    let looks = look(at: text)
    if looks.isPlain || looks.isPlainLines { return replaced(text, growth: looks.growth) }
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }
    return replaced(lines.joined(separator: "\n"), growth: looks.growth)
  }

  /// What stands for a character that means something in markup.
  private static func reference(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  /// How many bytes longer a text gets, and whether it is printable ASCII, as a whole or in lines.
  private static func look(at text: String) -> (
    growth: Int, isPlain: Bool, isPlainLines: Bool
  ) {
    var found = (growth: 0, isPlain: true, isPlainLines: true)
    let bytes = text.utf8.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte > UInt8(ascii: ">"), byte < 0x7F { continue }
      if byte < 0x20 || byte >= 0x7F {
        found.isPlain = false
        if byte != UInt8(ascii: "\n") { found.isPlainLines = false }
      } else if let reference = reference(byte) {
        found.growth += reference.utf8CodeUnitCount - 1
      }
    }
    return found
  }

  private static func replaced(_ text: String, growth: Int) -> String {
    if growth == 0 { return text }
    let bytes = text.utf8.span
    return String(unsafeUninitializedCapacity: bytes.count + growth) { buffer in
      var count = 0
      for index in bytes.indices {
        guard let reference = reference(bytes[index]) else {
          buffer[count] = bytes[index]
          count += 1
          continue
        }
        for offset in 0..<reference.utf8CodeUnitCount {
          buffer[count] = reference.utf8Start[offset]
          count += 1
        }
      }
      return count
    }
  }
}
