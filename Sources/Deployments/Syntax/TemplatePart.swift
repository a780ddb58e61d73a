/// What a template language fills in within a text.
struct TemplatePart {
  /// All of it, marks and body.
  var range: Range<Int>
  /// The expression, or the condition of a body; `nil` for a statement that writes nothing.
  var expression: String?
  /// Whether its body begins with white space.
  var beginsWithSpace = false
  /// Whether its body ends with white space.
  var endsWithSpace = false

  private struct Tag {
    var range: Range<Int>
    var isExpression: Bool
    var words: [Substring]
  }

  /// Reads `{{ x }}`, `<%= x %>`, or `{% if x %}...{% endif %}`; `nil` where none begins.
  init?(_ bytes: [UInt8], at start: Int) {
    guard let tag = Self.tag(bytes, start) else { return nil }
    range = tag.range
    let text = tag.words.joined(separator: " ")
    if tag.isExpression {
      expression = text
      return
    }
    guard let first = tag.words.first, TemplateConditions.opening.contains(first) else { return }
    var depth = 1
    var index = tag.range.upperBound
    while index < bytes.count {
      guard let inner = Self.tag(bytes, index) else {
        index += 1
        continue
      }
      index = inner.range.upperBound
      guard !inner.isExpression, let word = inner.words.first else { continue }
      if TemplateConditions.opening.contains(word) { depth += 1 }
      // Nobody means that many: they are never ended, and each would be looked through again.
      if depth > Self.depthLimit { return }
      if word.hasPrefix("end") { depth -= 1 }
      guard depth == 0 else { continue }
      let body = bytes[tag.range.upperBound..<inner.range.lowerBound]
      range = start..<index
      expression = text
      beginsWithSpace = body.first.map(CodeText.isSpace) ?? false
      endsWithSpace = body.last.map(CodeText.isSpace) ?? false
      return
    }
  }

  /// How deep conditions stand in each other at the most.
  private static let depthLimit = 20

  /// The end of what begins at a place, when that is one of a template's marks.
  static func end(_ bytes: [UInt8], _ start: Int) -> Int? { tag(bytes, start)?.range.upperBound }

  private static func tag(_ bytes: [UInt8], _ start: Int) -> Tag? {
    let marks: [(open: [UInt8], close: [UInt8])] = [
      ([0x7B, 0x7B], [0x7D, 0x7D]), ([0x7B, 0x25], [0x25, 0x7D]), ([0x3C, 0x25], [0x25, 0x3E]),
    ]
    guard let (open, close) = marks.first(where: { bytes[start...].starts(with: $0.open) }) else {
      return nil
    }
    var end = start + 2
    while end + 1 < bytes.count, bytes[end] != close[0] || bytes[end + 1] != close[1] {
      // What begins anew was never ended: so no byte is passed twice.
      if bytes[end] == open[0], bytes[end + 1] == open[1] { return nil }
      end += 1
    }
    guard end + 1 < bytes.count else { return nil }
    let inside = ASCIIText.string(bytes[start + 2..<end])
    let isExpression =
      open[1] == 0x7B || inside.hasPrefix("=") || open[0] == 0x3C && inside.hasPrefix("-=")
    let words = inside.drop { "=-~".contains($0) }.split { " \t\r\n".contains($0) }
      .filter { $0 != "-" && $0 != "~" }
    return Tag(range: start..<end + 2, isExpression: isExpression, words: words)
  }
}
