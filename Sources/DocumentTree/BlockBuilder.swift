/// Turns markup into the blocks of a document's main content.
struct BlockBuilder {
  /// Where line numbers come from.
  enum Lines {
    /// The lines of the markup itself.
    case ofMarkup
    /// `data-sourcepos` attributes; code in a fence begins one line below its block.
    case ofSource(fences: Set<Int>)
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
  private var markupBase = 1

  init(markup: Markup, lines: Lines) {
    self.markup = markup
    self.lines = lines
  }

  /// The blocks of the page, or of the elements at some places only.
  mutating func build(places: [Int]? = nil) -> [Block] {
    if let place = markup.nodes.firstIndex(where: { $0.name == "title" }) {
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
    var child = markup.nodes[place].firstChild
    while child >= 0 {
      walk(child)
      child = markup.nodes[child].nextSibling
    }
  }

  private mutating func walk(_ place: Int) {
    let node = markup.nodes[place]
    if node.name.isEmpty {
      inline.add(node.text, line: line(of: node))
      if case .ofSource = lines { sourceLine += node.text.utf8.count { $0 == 10 } }
      return
    }
    if MainContent.isOutside(place, in: markup, isInMain: mainDepth > 0) { return }
    noteSourcePosition(of: node)
    switch node.name {
    case "br":
      inline.breakLine(next: line(of: node))
    case "img", "col", "colgroup": break
    case "hr": flush()
    case "h1", "h2", "h3", "h4", "h5", "h6":
      let level = node.name.utf8.last.map { Int($0) - 48 } ?? 6
      block(place, kind: .heading(level))
    case "summary": block(place, kind: .summary)
    case "figcaption", "caption", "legend": block(place, kind: .caption)
    case "dt": block(place, kind: .term)
    case "dd": block(place, kind: .description)
    case "pre", "listing", "xmp", "textarea": code(place)
    case "table": table(place)
    case "ul", "ol", "menu", "dir":
      flush()
      depth += 1
      walkChildren(of: place)
      flush()
      depth -= 1
    case "li": block(place, kind: .item)
    case "blockquote":
      flush()
      quotes += 1
      walkChildren(of: place)
      flush()
      quotes -= 1
    case "main", "article":
      flush()
      mainDepth += 1
      walkChildren(of: place)
      flush()
      mainDepth -= 1
    case "code", "kbd", "samp", "tt", "var": marked(place, .code)
    case "b", "strong": marked(place, .strong)
    case "a":
      if markup.contains(Elements.block, under: place) {
        walkChildren(of: place)
      } else {
        marked(place, .link, target: node.attribute("href"))
      }
    default: other(place, node)
    }
  }

  private mutating func other(_ place: Int, _ node: Markup.Node) {
    if Elements.inline.contains(node.name) { return walkChildren(of: place) }
    if !Elements.isKnown(node.name), isPlaceholder(place) {
      inline.add("<\(node.name)>", line: line(of: node))
      return walkChildren(of: place)
    }
    if DivTable.isTable(node) { return table(place) }
    if let title = componentTitle(node) {
      flush()
      kind = .summary
      inline.add(title, line: line(of: node))
      flush()
    }
    let isOwnBlock = Elements.block.contains(node.name) || node.name.contains("-")
    guard isOwnBlock || markup.contains(Elements.block, under: place) else {
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
    guard !Elements.isKnown(node.name), !node.name.contains("tab") else { return nil }
    return node.attribute("title") ?? node.attribute("summary")
  }

  private var inlineIsPreformatted: Bool { inline.isPreformatted }

  /// An unknown element that stands inside a word is a placeholder that somebody forgot to escape.
  private func isPlaceholder(_ place: Int) -> Bool {
    let node = markup.nodes[place]
    guard node.attributes.isEmpty else { return false }
    if inline.endsInWord { return true }
    let after = node.firstChild >= 0 ? markup.nodes[node.firstChild].text.utf8.first : nil
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

  private mutating func code(_ place: Int) {
    flush()
    let node = markup.nodes[place]
    let start = line(of: node)
    if case .ofSource(let fences) = lines { sourceLine = start + (fences.contains(start) ? 1 : 0) }
    inline = InlineText(isPreformatted: true)
    walkChildren(of: place)
    let text = inline.finish()
    inline = InlineText()
    guard !text.isEmpty else { return }
    blocks.append(
      Block(
        kind: .code(language(of: place)), lines: text, depth: depth, isQuoted: quotes > 0))
  }

  private func language(of place: Int) -> String? {
    let places = [place] + markup.children(of: place).filter { markup.nodes[$0].name == "code" }
    for place in places {
      let node = markup.nodes[place]
      for name in ["data-language", "data-lang", "lang", "language"] {
        if let value = node.attribute(name), !value.isEmpty { return value.lowercased() }
      }
      let classes = (node.attribute("class") ?? "").split(separator: " ")
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
    inline = InlineText()
    kind = .paragraph
    walkChildren(of: place)
    flush()
    let lines = blocks.flatMap(\.lines).filter { !$0.text.isEmpty }
    (blocks, kind, depth) = outer
    return lines
  }

  private mutating func flush() {
    guard !inline.isPreformatted else { return }
    let text = inline.finish()
    inline = InlineText()
    if !text.isEmpty {
      blocks.append(Block(kind: kind, lines: text, depth: depth, isQuoted: quotes > 0))
      kind = .paragraph
    }
  }

  private mutating func noteSourcePosition(of node: Markup.Node) {
    guard case .ofSource = lines, let position = node.attribute("data-sourcepos") else { return }
    if let line = Int(position.prefix { $0 != ":" }) {
      sourceLine = line
      markupBase = node.line
    }
  }

  private func line(of node: Markup.Node) -> Int {
    if case .ofMarkup = lines { node.line } else { sourceLine }
  }
}
