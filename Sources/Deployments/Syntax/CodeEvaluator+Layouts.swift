/// How directives are added to what an expression puts together.
extension CodeEvaluator {
  /// How a directive is added to a list of directives or to a map of them.
  func layout(
    of place: CodeExpression?, _ elements: [CodeValue.Element]
  ) -> (any DirectiveLayout)? {
    switch place?.form {
    case .list(let items):
      guard let place, let last = items.last else { return nil }
      return ElementLayout(
        at: last.range.upperBound, style: ListStyle(items, in: place.range, of: program),
        language: program.language)
    case .map(let entries):
      guard let place, var layout = entryLayout(entries, in: place) else { return nil }
      guard let ending = ending(of: entries, elements) else {
        return ClosedLayout(reason: "the names of the directives are put together elsewhere")
      }
      let head = layout.head
      layout.head = { head(String($0.dropLast($0.hasSuffix(ending) ? ending.count : 0))) }
      layout.ending = ending
      return layout
    default: return nil
    }
  }

  /// What directives are called beyond the names of a map's members, such as `-src`.
  private func ending(
    of entries: [CodeForm.Entry], _ elements: [CodeValue.Element]
  ) -> String? {
    var keys = entries.map(\.keyName)
    guard keys.count == elements.count else { return "" }
    // HCL goes through a map by sorted key.
    if program.language == .hcl { keys.sort { $0 ?? "" < $1 ?? "" } }
    var ending: String?
    for (key, element) in zip(keys, elements) {
      guard let key, let text = element.value.text?.trimmed.bytes else { continue }
      let name = ASCIIText.string(text.prefix { !CodeText.isSpace($0) })
      guard name.hasPrefix(key) else { return nil }
      let rest = String(name.dropFirst(key.count))
      if ending ?? rest != rest { return nil }
      ending = rest
    }
    return ending ?? ""
  }

  /// How a directive is added to a map.
  func entryLayout(
    _ entries: [CodeForm.Entry], in map: CodeExpression, camelCase: Bool = false
  ) -> EntryLayout? {
    let bytes = program.bytes
    let language = program.language
    let isHCL = language == .hcl
    guard let last = entries.last else { return nil }
    let written = entries.filter { $0.key != nil }
    var quote: String?
    var isQuoted = false
    var form = EntryLayout.Form.list(open: "[", close: "]", loneComma: false)
    var isText = !written.isEmpty
    for entry in written {
      if let key = entry.key, case .text = key.form {
        isQuoted = true
        quote = quote ?? ListStyle.quote(bytes, key.range)
      } else {
        isQuoted = false
      }
      if case .list(let items) = entry.value.form {
        isText = false
        form = listForm(items, in: entry.value.range)
        if !items.isEmpty { quote = ListStyle(items, in: entry.value.range, of: program).quote }
      } else if value(of: entry.value).text == nil {
        isText = false
      }
    }
    if isText {
      form = .text
      for entry in written {
        if case .text = entry.value.form {
          quote = ListStyle.quote(bytes, entry.value.range) ?? quote
        }
      }
    }
    let style = quote ?? ListStyle.plainQuote(language)
    let isCamel = camelCase && !isQuoted
    let (start, sign, end) = entryMarks(last)
    let needsQuotes = isQuoted || !isHCL
    var layout = EntryLayout(
      at: last.range.upperBound,
      before: ListStyle.separator(entries.map(\.range), bytes, ", "),
      head: { name in
        let key = isCamel ? CamelCase.name(name) : needsQuotes ? style + name + style : name
        return start + key + sign
      },
      form: form, quote: style, inside: ListStyle.spelling(quote: style, language))
    layout.after = end
    layout.takesOtherQuotes = [.javaScript, .python, .php].contains(language)
    return layout
  }

  /// What stands before a key, between it and its value, and behind that.
  private func entryMarks(_ last: CodeForm.Entry) -> (String, String, String) {
    switch program.language {
    case .hcl: ("", " = ", "")
    case .php: ("", " => ", "")
    case .kotlin: ("", " to ", "")
    case .java: ("", ", ", "")
    case .csharp:
      program.bytes[last.range.lowerBound] == 0x7B ? ("{ ", ", ", " }") : ("[", "] = ", "")
    case .javaScript, .python, .ruby: ("", ": ", "")
    }
  }

  /// How a list is written, up to its first element and behind its last one.
  private func listForm(_ items: [CodeForm.Item], in range: Range<Int>) -> EntryLayout.Form {
    let bytes = program.bytes
    guard program.language.isTyped, let first = items.first else {
      return bytes[range].first == 0x28
        ? .list(open: "(", close: ")", loneComma: true)
        : .list(open: "[", close: "]", loneComma: false)
    }
    let head = bytes[range.lowerBound..<first.range.lowerBound]
    let open = ASCIIText.string(head.reversed().drop(while: CodeText.isSpace).reversed())
    return open.hasSuffix("{")
      ? .list(open: open + " ", close: " }", loneComma: false)
      : .list(open: open, close: ASCIIText.string(bytes[range].suffix(1)), loneComma: false)
  }

  /// How a directive with a list is added to a map; `nil` where the map is not written here.
  func listLayout(
    _ map: DirectiveMap, _ site: CodeExpression?, camelCase: Bool = false
  ) -> (any DirectiveLayout)? {
    if let unknown = map.directives.first(where: { !$0.isKnown && $0.name.hasPrefix("...") }) {
      return ClosedLayout(reason: "\(unknown.name) may name it, and stands elsewhere")
    }
    guard let site, case .map(let entries) = site.form,
      let layout = entryLayout(entries, in: site, camelCase: camelCase)
    else { return nil }
    return HelmetDefaults.listed(layout, language: program.language)
  }
}
