/// Parts that a tool fills in before the platform reads a file.
extension MappedText {
  /// It with `{{...}}`, `<%= ... %>` and `{% if %}...{% endif %}` as run-time parts.
  var withTemplates: MappedText {
    guard bytes.contains(0x7B) || bytes.contains(0x3C) else { return self }
    var result = MappedText()
    var position = 0
    var index = 0
    while index < bytes.count {
      guard let part = TemplatePart(bytes, at: index) else {
        index += 1
        continue
      }
      let isKnown = segment(at: index)?.kind == .reference
      if !isKnown, let source = source(of: part.range) {
        result.append(self[position..<index])
        if part.beginsWithSpace { result.append(unwritten: " ") }
        if let expression = part.expression {
          result.append(runTime: expression, for: source, spelling(of: part.range))
        }
        if part.endsWithSpace { result.append(unwritten: " ") }
        position = part.range.upperBound
      }
      index = part.range.upperBound
    }
    if position == 0 { return self }
    result.append(self[position..<bytes.count])
    return result
  }

  /// It with `${...}` as run-time parts.
  var withVariables: MappedText { withRunTimeParts(from: "${", to: "}") }

  /// It with Symfony's `%name%` as run-time parts; `%%` is a percent sign.
  var withParameters: MappedText { withRunTimeParts(from: "%", to: "%") }

  /// It with what stands between two marks as run-time parts.
  func withRunTimeParts(from open: String, to close: String) -> MappedText {
    replacingParts(from: open, to: close) { inside, source, spelling in
      let words = inside.split { " \t\r\n".contains($0) }.filter { $0 != "-" }
      var part = MappedText()
      guard !words.isEmpty || open != close else {
        part.append(Array(open.utf8), escapedAs: source, spelling ?? QuotedText())
        return part
      }
      part.append(runTime: words.joined(separator: " "), for: source, spelling)
      return part
    }
  }

  /// It with other text for each part between two marks.
  ///
  /// - Parameters:
  ///   - open: What begins a part.
  ///   - close: What ends it.
  ///   - replacement: The text for what stands between the marks, the place of all of it, and how
  ///     text is written there.
  /// - Returns: The text; parts of the values of constants are left as they are.
  func replacingParts(
    from open: String, to close: String,
    with replacement: (String, Range<Int>, (any Spelling)?) -> MappedText
  ) -> MappedText {
    var result = MappedText()
    var position = 0
    var index = 0
    while index < bytes.count {
      guard bytes[index...].starts(with: open.utf8),
        let end = (index + open.utf8.count..<max(bytes.count, index + open.utf8.count))
          .first(where: { bytes[$0...].starts(with: close.utf8) })
      else {
        index += 1
        continue
      }
      let stop = end + close.utf8.count
      let isKnown = segment(at: index)?.kind == .reference
      if !isKnown, let source = source(of: index..<stop) {
        result.append(self[position..<index])
        let inside = ASCIIText.string(bytes[index + open.utf8.count..<end])
        result.append(replacement(inside, source, spelling(of: index..<stop)))
        position = stop
      }
      index = stop
    }
    if position == 0 { return self }
    result.append(self[position..<bytes.count])
    return result
  }
}
