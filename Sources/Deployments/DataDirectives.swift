import ContentSecurityPolicy

/// Reads a policy that a data file writes as a map of directives, and knows how one is added.
struct DataDirectives {
  let bytes: [UInt8]
  let format: DataFormat
  /// How the platform writes a source that is no text of a policy: `self` for `'self'`.
  var words: SourceWords?
  /// Whether one text may hold all sources of a directive.
  var takesTexts = true
  /// What takes the place of what a source says, such as run-time parts.
  var expand: @Sendable (MappedText) -> MappedText = { $0 }

  /// Other words for sources.
  struct SourceWords: Sendable {
    /// What a word of the file means.
    var meaning: @Sendable (String) -> String
    /// The word for a source.
    var word: @Sendable (String) -> String
  }

  /// The policy of a map; `nil` when it has no directives.
  func policy(
    of node: DataNode, delivery: Delivery, scope: String?, page: Int
  ) -> DeployedPolicy? {
    var map = DirectiveMap()
    var obstacles: [String: String] = [:]
    for entry in node.entries where Self.isDirective(entry.key) {
      let name = entry.key.lowercased()
      if map.directives.contains(where: { $0.name == name }) { continue }
      var directive = DirectiveMap.Directive(name: name, key: entry.place, sources: [])
      switch entry.value.form {
      case _ where entry.value.flag == true: break
      case _ where entry.value.flag == false: continue
      case .text(let text):
        let source = takesTexts ? expand(text()) : element(entry.value, of: nil) ?? MappedText()
        if source.bytes.allSatisfy(CodeText.isSpace) { continue }
        directive.sources = [
          .init(text: source, place: entry.value.range, copyMark: takesTexts ? nil : "")
        ]
        if !takesTexts { obstacles[name] = "\(name) is one text; make it a list first" }
      case .list(let elements):
        directive.sources = elements.compactMap { source in
          element(source, of: entry.value).map { .init(text: $0, place: source.range) }
        }
        if directive.sources.isEmpty { continue }
      case .word, .map, .nothing: continue
      }
      map.directives.append(directive)
    }
    var layout = layout(node)
    layout?.obstacles = obstacles
    return map.policy(
      delivery: delivery, scope: scope, page: page,
      layout: layout ?? ClosedLayout(reason: "the policy has no directives to write others beside"))
  }

  /// Options that stand beside directives are not named like them.
  private static func isDirective(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0 | 0x20) }
  }

  /// The text of a source of a list, so that the next one is an element of its own.
  private func element(_ node: DataNode, of list: DataNode?) -> MappedText? {
    guard var text = node.text, !text.bytes.isEmpty else { return nil }
    let quote = DataFormat.quote(bytes, node.range)
    let written = ASCIIText.string(text.bytes)
    let meant = words?.meaning(written) ?? written
    var spelling = ElementText(format: format, quote: quote, separator: "", words: words)
    if meant != written {
      text = MappedText()
      text.append(Array(meant.utf8), escapedAs: node.range, spelling)
    } else {
      text = expand(text)
    }
    guard let list else { return .reference(to: text, at: node.range, nil) }
    spelling.separator = separator(list)
    var place = node.range
    if isBlock(list) {
      // A comment belongs to the element that it stands behind.
      place = place.lowerBound..<lineEnd(place.upperBound)
    }
    var element = MappedText()
    element.append(text, referredToAt: place, spelling)
    return element
  }

  /// Whether a list of YAML has no brackets.
  private func isBlock(_ node: DataNode) -> Bool {
    format == .yaml && ![0x5B, 0x7B].contains(bytes[node.range].first ?? 0)
  }

  private func lineEnd(_ place: Int) -> Int {
    let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
    let line = bytes[place..<end].reversed().drop { $0 == 0x0D || $0 == 0x20 }
    return line.isEmpty ? place : line.startIndex.base
  }

  /// What stands between the elements of a list.
  private func separator(_ list: DataNode) -> String {
    if isBlock(list) { return newLine + indent(list.range.lowerBound) + "- " }
    return ListStyle.separator(list.elements.map(\.range), bytes, ", ")
  }

  private var newLine: String {
    guard let feed = bytes.firstIndex(of: 0x0A), feed > 0, bytes[feed - 1] == 0x0D else {
      return "\n"
    }
    return "\r\n"
  }

  /// The white space that brings a line to the column of a place.
  private func indent(_ place: Int) -> String {
    let line = (bytes[..<place].lastIndex(of: 0x0A) ?? -1) + 1
    return ASCIIText.string(bytes[line..<place].map { $0 == 0x09 ? $0 : 0x20 })
  }

  /// A further member behind the last one.
  private func layout(_ map: DataNode) -> EntryLayout? {
    guard let last = map.entries.last else { return nil }
    let lists = map.entries.map(\.value).filter { !$0.elements.isEmpty }
    let literals = lists.flatMap(\.elements) + map.entries.map(\.value)
    let quote =
      literals.map { DataFormat.quote(bytes, $0.range) }.first { !$0.isEmpty } ?? ""
    let key = DataFormat.quote(bytes, last.place)
    let isText = takesTexts && lists.count * 2 <= map.entries.count
    let isInline = format == .json || [0x7B].contains(bytes[map.range].first ?? 0)
    var separator = ListStyle.separator(map.entries.map(\.range), bytes, isInline ? ", " : "")
    if !isInline { separator = newLine + indent(last.place.lowerBound) }
    let end = isInline ? last.range.upperBound : lineEnd(last.range.upperBound)
    let head: @Sendable (String) -> String
    var form = EntryLayout.Form.list(open: "[", close: "]", loneComma: false)
    switch format {
    case .json: head = { "\"\($0)\": " }
    case .toml: head = { "\(key)\($0)\(key) = " }
    case .yaml:
      let isBlock = lists.last.map(isBlock) ?? false
      head = { "\(key)\($0)\(key):" + (isBlock ? "" : " ") }
      if isBlock, !isInline, let list = lists.last {
        let line = newLine + indent(list.range.lowerBound) + "- "
        form = .list(open: line, close: "", loneComma: false, separator: line)
      }
    }
    let literal = ElementText(format: format, quote: quote, separator: "", words: words)
    return EntryLayout(
      at: end, before: separator, head: head, form: isText ? .text : form,
      quote: isText ? "\"" : "",
      inside: isText ? QuotedText(escaped: "\"\\", forbidden: "\n\r\t") : literal)
  }
}

/// An element of a list of a data file.
private struct ElementText: Spelling {
  var format: DataFormat
  var quote: String
  var separator: String
  var words: DataDirectives.SourceWords?

  func written(_ text: String) -> [UInt8]? {
    format.literal(words?.word(text) ?? text, like: quote)
  }

  func addition(_ source: String) -> [UInt8]? {
    written(source).map { Array(separator.utf8) + $0 }
  }
}
