import DocumentTree

/// Takes tags out of samples in XML that only wrap a value: `<value id="x">`, `</values>`.
enum CodeTags {
  static func blank(_ line: Line) -> Line {
    guard line.text.holds(byte: 60) else { return line }
    var result = ""
    var rest = line.text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { break }
      let tag = rest[rest.index(after: start)..<end]
      result += rest[..<start]
      rest = rest[rest.index(after: end)...]
      if isWrapper(tag) { result += " " } else { result += "<" + tag + ">" }
    }
    var copy = line
    copy.text = result + rest
    if copy.text != line.text { copy.spans = [] }
    return copy
  }

  private static func isWrapper(_ tag: Substring) -> Bool {
    if tag.hasPrefix("/") { return true }
    let name = tag.prefix { $0 != " " }.lowercased()
    return ["value", "values", "policies", "source", "item", "string"].contains(name)
  }
}
