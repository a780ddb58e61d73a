import DocumentTree

/// Takes comments out of samples without cutting at the slashes of `https://`.
enum CodeComments {
  static func strip(_ lines: [Line]) -> [Line] {
    var isOpen = false
    return lines.map { line in
      guard isOpen || mayBegin(in: line.text) else { return line }
      var copy = line
      copy.text = strip(line.text, isOpen: &isOpen)
      if copy.text.utf8.count != line.text.utf8.count { copy.spans = [] }
      return copy
    }
  }

  /// Blanks out what stands below a comment such as "# Before", up to the next comment.
  static func withoutOld(_ lines: [Line]) -> [Line] {
    var isOld = false
    return lines.map { line in
      guard isOld || mayBegin(in: line.text) else { return line }
      let body = line.text.drop { $0 == " " }
      if body.hasPrefix("# ") || body.hasPrefix("// ") || body.hasPrefix("<!-- ") {
        isOld = Language.isOldState(String(body))
      }
      guard isOld else { return line }
      return Line(text: "", number: line.number)
    }
  }

  /// Whether a comment may begin in a line, by a look at its bytes.
  private static func mayBegin(in text: String) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
      for place in bytes.indices {
        switch bytes[place] {
        case UInt8(ascii: "<"), UInt8(ascii: "#"): return true
        case UInt8(ascii: "/"):
          guard place + 1 < bytes.count else { return false }
          let next = bytes[place + 1]
          if next == UInt8(ascii: "*") { return true }
          if next == UInt8(ascii: "/"), place == 0 || bytes[place - 1] == 32 { return true }
        default: break
        }
      }
      return false
    }
    return found ?? true
  }

  private static func strip(_ text: String, isOpen: inout Bool) -> String {
    var text = text
    if isOpen {
      guard let end = text.place(of: "-->") else { return "" }
      text = String(text[end.upperBound...])
      isOpen = false
    }
    while let start = text.place(of: "<!--") {
      guard let end = text[start.upperBound...].place(of: "-->") else {
        isOpen = true
        return String(text[..<start.lowerBound])
      }
      text.removeSubrange(start.lowerBound..<end.upperBound)
    }
    while let start = text.place(of: "/* "),
      let end = text[start.upperBound...].place(of: "*/")
    {
      text.removeSubrange(start.lowerBound..<end.upperBound)
    }
    let trimmed = text.drop { $0 == " " }
    if trimmed.hasPrefix("# ") || trimmed.hasPrefix("//") && !isAddress(trimmed) { return "" }
    var search = text[...]
    while let slashes = search.place(of: " //") {
      if !isAddress(text[text.index(after: slashes.lowerBound)...]) {
        return String(text[..<slashes.lowerBound])
      }
      search = text[slashes.upperBound...]
    }
    if let hash = text.place(of: " # ") { return String(text[..<hash.lowerBound]) }
    return text
  }

  /// Whether slashes begin an address without a scheme.
  private static func isAddress(_ text: Substring) -> Bool {
    let name = text.dropFirst(2).prefix { $0 != " " && $0 != "/" }
    return name.contains(".") && name.first != " "
  }
}
