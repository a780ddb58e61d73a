/// Directives as elements of a list: the new one is a further element.
struct ElementLayout: DirectiveLayout {
  /// The end of the last element.
  var at: Int
  var style: ListStyle
  var language: CodeLanguage

  func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit] {
    if patch.directive(name) != nil { throw Refusal.shared(name) }
    let quotes = language == .javaScript ? [style.quote, "`"] : [style.quote]
    for quote in quotes {
      var inside = ListStyle.spelling(quote: quote, language)
      // A text in which expressions are put in takes references over.
      if language == .hcl || language == .ruby {
        let isTemplate = patch.policy.text.segments.contains { $0.spelling is TemplateText }
        if isTemplate { inside = TemplateText(escaped: "\"\\", forbidden: "$%#") }
      }
      var bytes = Array((style.separator + quote).utf8)
      guard let written = inside.written(name) else { continue }
      bytes += written
      var isKnown = true
      for copy in patch.copies(of: copied, for: inside) {
        switch copy {
        case .text(let text):
          guard let written = inside.written(" " + text) else {
            isKnown = false
            continue
          }
          bytes += written
        case .reference(let source): bytes += [0x20] + source
        case .unknown: isKnown = false
        }
      }
      for source in added {
        guard let written = inside.written(" " + source) else {
          isKnown = false
          continue
        }
        bytes += written
      }
      if isKnown {
        return [FileEdit(inserting: bytes + Array(quote.utf8), at: at)]
      }
    }
    throw Refusal("a list that is put together elsewhere would have to be copied")
  }
}

/// Directives as members of a map, or as statements: the new one follows the last.
struct EntryLayout: DirectiveLayout {
  /// What the value of a new directive looks like.
  enum Form: Sendable {
    /// Elements between brackets; a lone one may need a comma.
    case list(open: String, close: String, loneComma: Bool, separator: String = ", ")
    /// One text with the sources in it.
    case text
  }

  /// A written source: its place in the policy and in the file.
  struct Item: Sendable {
    var range: Range<Int>
    var source: Range<Int>
    /// What goes before it where it is copied as it is spelled; `nil` when it cannot be.
    var copyMark: String?
  }

  /// Where the new directive goes.
  var at: Int
  /// What goes before it.
  var before: String
  /// The directive up to its value.
  var head: @Sendable (String) -> String
  var form: Form
  var quote: String
  var inside: any Spelling
  /// What goes behind it.
  var after = ""
  var items: [Item] = []
  /// Whether double quotes mean the same as single ones.
  var takesOtherQuotes = false
  /// How a source is written where it is not written as a text.
  var element: (@Sendable (String) -> String?)?
  /// The names of the directives that the map has.
  var written: Set<String> = []
  /// What the names of directives end in besides what is written.
  var ending = ""
  /// Why the list of a directive that the map has cannot be added to, where it is not shared.
  var obstacles: [String: String] = [:]

  func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit] {
    if let obstacle = obstacles[name] { throw Refusal(obstacle) }
    if written.contains(name) { throw Refusal.shared(name) }
    guard name.hasSuffix(ending) else {
      throw Refusal("the names of the directives are put together elsewhere")
    }
    var elements: [String] = []
    var texts: [String] = []
    var last: Range<Int>?
    for token in copied {
      let text = ASCIIText.string(patch.policy.text.bytes[token])
      let isRunTime = text.contains("{{")
      if let item = items.first(where: { $0.range.overlaps(token) }), let mark = item.copyMark {
        if item.source != last { elements.append(mark + ASCIIText.string(patch.file[item.source])) }
        last = item.source
        if isRunTime { texts.append("") } else { texts.append(text) }
      } else if isRunTime, text.hasPrefix("'nonce-"), !Self.takesNonces(name) {
        continue
      } else if !isRunTime, let constant = element?(text) {
        elements.append(constant)
        texts.append(text)
      } else if !isRunTime, let written = inside.written(text), let element = quoted(text) {
        elements.append(element)
        texts.append(ASCIIText.string(written))
      } else {
        throw Refusal("a list that is put together elsewhere would have to be copied")
      }
    }
    for source in added {
      if let constant = element?(source) {
        elements.append(constant)
        texts.append(source)
        continue
      }
      guard let written = inside.written(source), let element = quoted(source) else {
        throw Refusal("the text cannot be quoted here")
      }
      elements.append(element)
      texts.append(ASCIIText.string(written))
    }
    let value: String
    switch form {
    case .list(let open, let close, let loneComma, let separator):
      let comma = loneComma && elements.count == 1 ? "," : ""
      value = open + elements.joined(separator: separator) + comma + close
    case .text:
      guard !texts.contains("") else {
        throw Refusal("a list that is known only at run time would have to be copied")
      }
      value = quote + texts.joined(separator: " ") + quote
    }
    return [FileEdit(inserting: Array((before + head(name) + value + after).utf8), at: at)]
  }

  /// A text in the quotes of the file, or in others where those would need escapes.
  private func quoted(_ text: String) -> String? {
    guard let written = inside.written(text) else { return nil }
    if quote == "'", takesOtherQuotes, written.contains(0x5C),
      let other = inside.written(text.replacing("'", with: ""))
    {
      let isPlain = !other.contains(0x5C) && !text.contains("\"") && !text.contains("$")
      if isPlain { return "\"" + text + "\"" }
    }
    return quote + ASCIIText.string(written) + quote
  }

  /// Whether a nonce means anything to a directive.
  private static func takesNonces(_ name: String) -> Bool {
    ["script-src", "style-src", "default-src"].contains { name.hasPrefix($0) }
  }
}

/// A policy that nothing can be added to here.
struct ClosedLayout: DirectiveLayout {
  var reason: String

  func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit] {
    throw Refusal(reason)
  }
}

extension Refusal {
  /// Several things use the place where a source would have to be added.
  static func shared(_ name: String) -> Refusal {
    Refusal("the list of \(name) is used in other places too: adding to it would change them all")
  }
}
