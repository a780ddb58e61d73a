import ContentSecurityPolicy

/// A policy that a program writes as directives with lists of sources.
struct DirectiveMap {
  /// A directive.
  struct Directive {
    var name: String
    /// Where its name stands; empty for one that the platform adds by itself.
    var key: Range<Int>
    /// Its sources one after the other, each written as an element of its list.
    var sources: [Source]
    /// Where its list or text is written, so that something can be added to it.
    var isWritten = true
    /// Whether the name is one, and not an expression that may give directives.
    var isKnown = true

    /// Whether its name is one of letters, digits and hyphens.
    fileprivate var isNamed: Bool { !name.isEmpty && name.utf8.allSatisfy(ASCII.isDirectiveName) }
  }

  /// A source, or several in one text.
  struct Source {
    var text: MappedText
    /// The element that it is.
    var place: Range<Int>
    /// What goes before it where it is copied as the file spells it; `nil` when it cannot be.
    var copyMark: String? = ""
  }

  var directives: [Directive] = []

  /// The sources that a value holds.
  ///
  /// - Parameters:
  ///   - value: A text, a list or something known only at run time.
  ///   - expression: Where it stands.
  ///   - isShared: Whether other places use it too.
  /// - Returns: Those that are not empty.
  static func sources(
    _ value: CodeValue, _ expression: CodeExpression, isShared: Bool = false
  ) -> [Source] {
    switch value {
    case .text(let text, _):
      let place = expression.range
      return [
        Source(
          text: isShared ? .reference(to: text, at: place, nil) : text, place: place,
          copyMark: nil)
      ]
    case .list(let elements, _):
      return elements.compactMap { element in
        var text = element.sourceText
        if text.bytes.isEmpty { return nil }
        if isShared { text = .reference(to: text, at: element.source, nil) }
        // Words without quotes are no elements of other lists.
        let mark = element.style.quote.isEmpty ? nil : element.copyMark
        return Source(text: text, place: element.source, copyMark: mark)
      }
    case .unknown(let source):
      return [Source(text: .runTime(source, at: expression.range, nil), place: expression.range)]
    case .choice, .function, .map, .flag, .nothing: return []
    }
  }

  /// The policy, its layout knowing what is written where.
  func policy(
    delivery: Delivery, scope: String?, page: Int, layout: (any DirectiveLayout)?
  ) -> DeployedPolicy? {
    // What is no name would split the text elsewhere than the file does.
    let directives = directives.filter { !$0.isKnown || $0.isNamed }
    guard !directives.isEmpty else { return nil }
    var text = MappedText()
    var items: [EntryLayout.Item] = []
    for directive in directives {
      if !text.bytes.isEmpty { text.append(unwritten: "; ") }
      text.append(
        !directive.isKnown
          ? .runTime(directive.name, at: directive.key, nil)
          : directive.key.isEmpty
            ? .unwritten(directive.name)
            : .reference(to: .unwritten(directive.name), at: directive.key, nil))
      for source in directive.sources {
        text.append(unwritten: " ")
        let start = text.bytes.count
        text.append(source.text)
        items.append(
          .init(
            range: start..<text.bytes.count, source: source.place, copyMark: source.copyMark))
      }
    }
    var policy = DeployedPolicy(text, delivery: delivery, scope: scope, page: page)
    if var layout = layout as? EntryLayout {
      layout.items = items.filter { !$0.source.isEmpty }
      layout.written = Set(directives.filter(\.isWritten).map(\.name))
      policy.layout = layout
    } else if let layout {
      policy.layout = layout
    }
    return policy
  }
}
