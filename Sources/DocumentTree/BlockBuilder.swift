/// Turns markup into the blocks of a document's main content.
struct BlockBuilder {
  /// Where line numbers come from.
  enum Lines {
    /// The lines of the markup itself.
    case ofMarkup
    /// `data-sourcepos` attributes; code in a fence begins one line below its block.
    case ofSource(fences: Set<Int>)

    /// Whether the markup was made of a source that is read in its place.
    var areSource: Bool { if case .ofSource = self { true } else { false } }
  }

  let markup: Markup
  private let lines: Lines
  private(set) var title: String?
  private var blocks: [Block] = []
  private var inline = InlineText()
  private var kind = Block.Kind.paragraph
  private var depth = 0
  private var quotes = 0
  private var mainDepth = 0
  private var sourceLine = 1
  /// A place of the markup and the line on which it stands.
  private var counted = (place: 0, line: 1)

  init(markup: Markup, lines: Lines) {
    self.markup = markup
    self.lines = lines
  }

  /// The blocks of the page, or of the elements at some places only.
  mutating func build(places: [Int]? = nil) -> [Block] {
    if let place = markup.title {
      let text = markup.text(under: place).split(whereSeparator: \.isWhitespace)
      if !text.isEmpty { title = text.joined(separator: " ") }
    }
    if let places {
      // What was picked is the main content, whatever surrounds it.
      mainDepth = 1
      for place in places { pick(place) }
    } else {
      walkChildren(of: 0)
      flush()
    }
    if title == nil { title = blocks.first { $0.headingLevel != nil }?.text }
    return blocks
  }

  /// Reads an element that was asked for by a selector, even one that pages use for asides.
  private mutating func pick(_ place: Int) {
    if MainContent.isOutside(place, in: markup, isInMain: true) {
      walkChildren(of: place)
    } else {
      walk(place)
    }
    flush()
  }

  // Depth is at most what the parser lets through (256).
  private mutating func walkChildren(of place: Int) {
    var child = Int(markup.nodes[place].firstChild)
    while child >= 0 {
      walk(child)
      child = Int(markup.nodes[child].nextSibling)
    }
  }

  private mutating func walk(_ place: Int) {
    let node = markup.nodes[place]
    if node.element == .text {
      let text = markup.text(of: node)
      inline.add(text, line: inline.wantsLine ? line(of: node) : 0)
      if lines.areSource { sourceLine += text.count { $0 == 10 } }
      return
    }
    if MainContent.isOutside(place, in: markup, isInMain: mainDepth > 0) { return }
    noteSourcePosition(of: node)
    switch node.element {
    case .br:
      inline.breakLine(next: line(of: node))
    case .img, .col, .colgroup: break
    case .hr: flush()
    case .h1, .h2, .h3, .h4, .h5, .h6:
      let level = node.element.name.utf8.last.map { Int($0) - 48 } ?? 6
      block(place, kind: .heading(level))
    case .summary: block(place, kind: .summary)
    case .figcaption, .caption, .legend: block(place, kind: .caption)
    case .dt: block(place, kind: .term)
    case .dd: block(place, kind: .description)
    case .pre, .listing, .xmp, .textarea: code(place)
    case .table: table(place)
    case .ul, .ol, .menu, .dir:
      flush()
      depth += 1
      walkChildren(of: place)
      flush()
      depth -= 1
    case .li: block(place, kind: .item)
    case .blockquote:
      flush()
      quotes += 1
      walkChildren(of: place)
      flush()
      quotes -= 1
    case .main, .article:
      flush()
      mainDepth += 1
      walkChildren(of: place)
      flush()
      mainDepth -= 1
    case .code, .kbd, .samp, .tt, .var: marked(place, .code)
    case .b, .strong: marked(place, .strong)
    case .a:
      if node.contents.contains(.block) {
        walkChildren(of: place)
      } else {
        marked(place, .link, target: target(of: node))
      }
    default: other(place, node)
    }
  }

  private mutating func other(_ place: Int, _ node: Markup.Node) {
    if node.element.isInline { return walkChildren(of: place) }
    if !node.element.isKnown, isPlaceholder(place) {
      let words = [markup.name(of: node)] + markup.attributeNames(of: node)
      inline.add(Array("<\(words.joined(separator: " "))>".utf8)[...], line: line(of: node))
      return walkChildren(of: place)
    }
    if DivTable.isTable(node, in: markup) { return table(place) }
    if let title = componentTitle(node) {
      flush()
      kind = .summary
      inline.add(Array(title.utf8)[...], line: line(of: node))
      flush()
    }
    let isOwnBlock = node.element.isBlock || node.element == .custom
    guard isOwnBlock || node.contents.contains(.block) else {
      return walkChildren(of: place)
    }
    if inlineIsPreformatted {
      inline.breakLine(next: line(of: node))
      walkChildren(of: place)
      return
    }
    flush()
    walkChildren(of: place)
    flush()
  }

  /// The title that a component of MDX shows, as in `<Accordion title="...">`; tabs only label what
  /// stands beside each other.
  private func componentTitle(_ node: Markup.Node) -> String? {
    guard !node.element.isKnown, !node.attributes.isEmpty, !markup.name(of: node).contains("tab")
    else { return nil }
    return markup.attribute(.title, of: node) ?? markup.attribute(.summary, of: node)
  }

  private var inlineIsPreformatted: Bool { inline.isPreformatted }

  /// An unknown element that stands inside a word is a placeholder that somebody forgot to escape.
  private func isPlaceholder(_ place: Int) -> Bool {
    let node = markup.nodes[place]
    guard markup.hasOnlyWords(node) else { return false }
    if inline.endsInWord { return true }
    guard node.firstChild >= 0 else { return false }
    let child = markup.nodes[Int(node.firstChild)]
    let after = child.element == .text ? markup.text(of: child).first : nil
    guard let after else { return false }
    return after == 46 || after == 45 || after == 58 || after == 47
  }

  private mutating func block(_ place: Int, kind: Block.Kind) {
    flush()
    self.kind = kind
    walkChildren(of: place)
    flush()
  }

  private mutating func marked(_ place: Int, _ mark: Line.Mark, target: String? = nil) {
    inline.open(mark, target: target)
    walkChildren(of: place)
    inline.close(mark)
  }

  /// Where a link leads; only Markdown's are read.
  private func target(of node: Markup.Node) -> String? {
    lines.areSource ? markup.attribute(.href, of: node) : nil
  }

  private mutating func code(_ place: Int) {
    flush()
    let node = markup.nodes[place]
    let start = line(of: node)
    if case .ofSource(let fences) = lines { sourceLine = start + (fences.contains(start) ? 1 : 0) }
    inline.reset(isPreformatted: true)
    walkChildren(of: place)
    let text = inline.finish()
    inline.reset()
    guard !text.isEmpty else { return }
    blocks.append(
      Block(
        kind: .code(language(of: place)), lines: text, depth: depth, isQuoted: quotes > 0))
  }

  private func language(of place: Int) -> String? {
    let places =
      [place] + markup.children(of: place).filter { markup.nodes[$0].element == .code }
    for place in places {
      let node = markup.nodes[place]
      if node.attributes.isEmpty { continue }
      for name in [Markup.Attribute.Name.dataLanguage, .dataLang, .lang, .language] {
        if let value = markup.attribute(name, of: node), !value.isEmpty {
          return value.lowercased()
        }
      }
      guard let list = markup.attribute(.class, of: node),
        list.holds("lang") || list.holds("highlight")
      else { continue }
      let classes = list.split(separator: " ")
      for prefix in ["language-", "lang-", "highlight-source-"] {
        if let found = classes.first(where: { $0.hasPrefix(prefix) }) {
          return found.dropFirst(prefix.count).lowercased()
        }
      }
    }
    return nil
  }

  private mutating func table(_ place: Int) {
    flush()
    let layout = TableLayout(markup: markup, table: place)
    if layout.isForLooksOnly { return walkChildren(of: place) }
    if let caption = layout.caption { block(caption, kind: .caption) }
    var rows: [[Table.Cell?]] = []
    for (index, row) in layout.rows.enumerated() {
      while rows.count <= index { rows.append([]) }
      var column = 0
      for source in row {
        while column < rows[index].count && rows[index][column] != nil { column += 1 }
        noteSourcePosition(of: markup.nodes[source.place])
        let cell = Table.Cell(lines: cellLines(source.place), isHeader: source.isHeader)
        for down in 0..<source.rows where index + down < layout.rows.count {
          while rows.count <= index + down { rows.append([]) }
          for across in 0..<source.columns {
            while rows[index + down].count <= column + across { rows[index + down].append(nil) }
            var copy = cell
            copy.isRepeated = down > 0 || across > 0
            rows[index + down][column + across] = copy
          }
        }
        column += source.columns
      }
    }
    let empty = Table.Cell(lines: [], isHeader: false)
    let filled = rows.map { $0.map { $0 ?? empty } }.filter { !$0.isEmpty }
    guard !filled.isEmpty else { return }
    blocks.append(
      Block(
        kind: .table(Table(rows: filled)), lines: [], depth: depth, isQuoted: quotes > 0))
  }

  /// The lines of a cell, read like a small document of its own.
  private mutating func cellLines(_ place: Int) -> [Line] {
    let outer = (blocks, kind, depth)
    blocks = []
    inline.reset()
    kind = .paragraph
    walkChildren(of: place)
    flush()
    let lines = blocks.flatMap(\.lines).filter { !$0.text.isEmpty }
    (blocks, kind, depth) = outer
    return lines
  }

  private mutating func flush() {
    guard !inline.isPreformatted else { return }
    if inline.isEmpty { return inline.leaveMarks() }
    let text = inline.finish()
    inline.reset()
    if !text.isEmpty {
      blocks.append(Block(kind: kind, lines: text, depth: depth, isQuoted: quotes > 0))
      kind = .paragraph
    }
  }

  private mutating func noteSourcePosition(of node: Markup.Node) {
    guard lines.areSource, let position = markup.attribute(.sourcePosition, of: node)
    else { return }
    if let line = Int(position.prefix { $0 != ":" }) {
      sourceLine = line
    }
  }

  private mutating func line(of node: Markup.Node) -> Int {
    if lines.areSource { return sourceLine }
    // Places are asked for roughly in order.
    let place = Int(node.place)
    if place >= counted.place {
      counted.line += markup.lineFeeds(in: counted.place..<place)
    } else {
      counted.line -= markup.lineFeeds(in: place..<counted.place)
    }
    counted.place = place
    return counted.line
  }
}
