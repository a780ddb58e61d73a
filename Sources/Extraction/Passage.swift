import DocumentTree

/// A block of a document with what a reader knows when the eye reaches it.
struct Passage: Sendable {
  var block: Block
  var index: Int
  /// The words of each line; empty for a table.
  var lines: [[Word]]
  /// What each line is.
  var kinds: [LineReading.Kind]
  /// The headings above it, outermost first.
  var headings: [String]
  /// The directives that a heading or line above it announces for what follows.
  var announced: [String]
  /// Whether a heading announces them.
  var isTitled: Bool
  /// The running text since the last list, sample or heading.
  var leadIn: String
  /// The directive that the running text just above asks to extend, when it names one only.
  var mentioned: [String]
  /// The sources that the running text just above asks for without naming a directive.
  var offered: [Word]
  /// The last few pieces of running text, further back than ``leadIn``.
  var recent: [String]
  /// How many passages of running text stand between it and the announcement.
  var distance: Int
  /// Number of the section, counted by headings.
  var section: Int

  /// The words of all lines.
  var words: [Word]
  /// Whether one of them is a source.
  var hasSource: Bool
  /// Whether one of them is a host.
  var hasHost: Bool
  /// Whether one of them is the name of a directive.
  var hasDirective: Bool
  /// Whether none of them means anything to a policy.
  var isPlain: Bool

  var text: String { block.text }

  /// Whether it is short enough to hold sentences that somebody wrote.
  var isProse: Bool { words.count <= 50_000 }

  /// Why nothing in it is asked for, such as `illustration`; `nil` when it may be.
  var reasonToPass: String? {
    if !block.isCode, Language.isConsole(text) { return "console-error" }
    if Language.isIllustration(leadIn) { return "illustration" }
    let place = leadIn.isEmpty ? headings.last ?? "" : leadIn
    return Language.withdraws(place) ? "withdrawn" : nil
  }

  /// Heading and lead-in in lower case: where conditions and alternatives are announced.
  var setting: String {
    ((headings.last ?? "") + "\n" + leadIn).lowercased()
  }
}

/// A document as passages.
struct Outline: Sendable {
  var passages: [Passage] = []
  var title: String
  /// Whether the title or a heading says that the document is about policies.
  var isAboutPolicies = false
  /// Whether a directive is named anywhere.
  var namesDirectives = false

  init(_ document: Document) {
    title = document.title ?? ""
    var headings: [(level: Int, text: String)] = []
    var announced: [String] = []
    var announcedLevel = 7
    var announcedDepth = 0
    var isTitled = false
    var leadIn = Lead()
    var mentioned: [String] = []
    var offered: [Word] = []
    var recent: [String] = []
    var distance = 0
    var section = 0
    for (index, block) in document.blocks.enumerated() {
      let lines = block.lines.map { Lexer.words(of: $0, isCode: block.isCode) }
      if let level = block.headingLevel {
        headings.removeAll { $0.level >= level }
        headings.append((level, block.text))
        section += 1
        if let last = passages.last, last.block.kind == .paragraph,
          last.words.last?.hasColon == true, !mentioned.isEmpty
        {
          // "Into `img-src` goes one of these:" and a card, with a heading, for each.
          announced = mentioned
          isTitled = false
          announcedLevel = level - 1
        }
        leadIn = Lead()
        mentioned = []
        offered = []
        recent = []
        distance = 0
        if level <= announcedLevel { announced = [] }
        let names = LineReading.titledDirectives(lines.flatMap { $0 })
        if !names.isEmpty {
          announced = names
          isTitled = true
          announcedLevel = level
        }
      } else if !block.isCode, block.table == nil {
        let names = lines.last.map { LineReading.announcedDirectives($0) } ?? []
        if !names.isEmpty {
          if names != announced { distance = 0 }
          announced = names
          isTitled = false
          announcedLevel = announcedLevel < 7 ? announcedLevel : 7
          announcedDepth = block.kind == .item ? block.depth : 0
        } else if block.kind == .item, block.depth <= announcedDepth,
          lines.allSatisfy({ $0.allSatisfy(\.isOther) })
        {
          // An item beside the one that named the directive is about something else.
          announced = []
          announcedDepth = 0
        }
      }
      let words = lines.count == 1 ? lines[0] : lines.flatMap { $0 }
      let isText = !block.isCode && block.table == nil && block.headingLevel == nil
      let kinds = isText || block.headingLevel != nil ? lines.map { LineReading($0).kind } : []
      if block.kind == .item { leadIn.close(from: block.depth) }
      passages.append(
        Passage(
          block: block, index: index, lines: lines, kinds: kinds, headings: headings.map(\.text),
          announced: announced, isTitled: isTitled && !announced.isEmpty, leadIn: leadIn.text,
          mentioned: mentioned, offered: offered,
          recent: recent, distance: distance, section: section,
          words: words, hasSource: words.contains { $0.source != nil },
          hasHost: words.contains { $0.source?.kind == .host },
          hasDirective: words.contains { $0.directive != nil },
          isPlain: words.allSatisfy(\.isOther)))
      if isText {
        let isRemark = block.kind == .description && !words.contains { $0.directive != nil }
        if isRemark {
          // What a definition list says of a host is not the lead-in of the next one.
        } else if kinds.contains(.running) {
          leadIn.take(block)
          distance += 1
          recent = Array((recent + [block.text]).suffix(4))
          mentioned = Outline.mentioned(in: words)
          offered = mentioned.isEmpty ? Outline.offered(in: words) : []
        }
      } else if block.headingLevel == nil {
        leadIn = Lead()
        mentioned = []
        offered = []
      }
    }
    let names = [title] + document.blocks.filter { $0.headingLevel == 1 }.map(\.text)
    namesDirectives = passages.contains { passage in
      passage.hasDirective
        || passage.block.table?.rows.contains { $0.contains { $0.text.holds("-src") } } ?? false
    }
    isAboutPolicies = names.contains { Language.mentionsPolicy($0.lowercased()) }
  }

  /// Running text above a place: a paragraph and the items of lists that the place stands in.
  private struct Lead {
    private var paragraph = ""
    private var items: [(depth: Int, text: String)] = []

    var text: String {
      String(([paragraph] + items.map(\.text)).joined(separator: " ").suffix(600))
    }

    /// Leaves the items beside which a new one stands.
    mutating func close(from depth: Int) { items.removeAll { $0.depth >= depth } }

    mutating func take(_ block: Block) {
      if block.kind == .item {
        items.append((block.depth, block.text))
      } else {
        self = Lead()
        paragraph = block.text
      }
    }
  }

  /// The first sentence of a paragraph; `nil` when something else stands there.
  private func sentence(at index: Int) -> Sentence? {
    guard index < passages.count, passages[index].block.kind == .paragraph else { return nil }
    return Sentence.split(passages[index].words).first
  }

  /// The directives that the sentence behind a list asks to extend by what the list says.
  func directivesBehind(_ list: Range<Int>) -> [String] {
    guard let first = sentence(at: list.upperBound) else { return [] }
    let pointsBack = first.words.contains { Outline.pointing.contains($0.text.lowercased()) }
    return pointsBack ? Outline.mentioned(in: first.words) : []
  }

  /// Whether the sentence behind a sample says that there is nothing to do.
  func asksNothing(behind passage: Passage) -> Bool {
    guard let first = sentence(at: passage.index + 1), first.words.allSatisfy(\.isOther) else {
      return false
    }
    return Language.asksNothing(Language.padded(first.text))
  }

  /// Whether the sentence behind a list or table asks to allow what it lists.
  private func asksBehind(_ passage: Passage) -> Bool {
    guard let first = sentence(at: passage.index + 1), first.words.allSatisfy(\.isOther) else {
      return false
    }
    let padded = Language.padded(first.text)
    return Language.pointsBack(padded) && Language.asks(padded) && !Language.refuses(padded)
      && (Language.mentionsPolicy(padded) || Language.mentionsAllowing(padded))
  }

  private static let pointing: Set<String> = [
    "these", "those", "them", "they", "above", "host", "hosts", "domain", "domains", "origin",
    "origins", "address", "addresses", "endpoint", "endpoints", "one",
  ]

  private static func mentioned(in words: [Word]) -> [String] {
    guard words.contains(where: { $0.directive != nil }) else { return [] }
    var part = words
    if Set(words.compactMap(\.directive)).count > 1 {
      part = Sentence.split(words).last?.words ?? []
    }
    guard !part.contains(where: { ProseSource.isOne($0, withDirective: false) }) else { return [] }
    let padded = Language.padded(part.map(\.text).joined(separator: " "))
    guard Language.asks(padded), !Language.refuses(padded) else { return [] }
    var names: [String] = []
    for name in part.compactMap(\.directive) where !names.contains(name) { names.append(name) }
    return names
  }

  private static func offered(in words: [Word]) -> [Word] {
    guard words.count <= 50_000, words.contains(where: { $0.source != nil }) else { return [] }
    let sentences = Sentence.split(words)
    guard let last = sentences.last else { return [] }
    var place = last
    if !last.words.contains(where: { $0.source != nil }), sentences.count > 1,
      Language.pointsBack(Language.padded(last.text))
    {
      place = sentences[sentences.count - 2]
    }
    let sources = place.words.filter { ProseSource.isOne($0, withDirective: false) }
    let names = (last.words + place.words).contains { $0.directive != nil }
    guard !sources.isEmpty, !names else { return [] }
    let padded = Language.padded(last.text)
    return Language.asks(padded) && !Language.refuses(padded) ? sources : []
  }

  /// Whether a passage stands where a document says what has to be allowed.
  func isAboutAllowing(_ passage: Passage) -> Bool {
    if isAboutPolicies && !namesDirectives { return true }
    if asksBehind(passage) { return true }
    let near = passage.recent.last ?? ""
    if Language.isFurtherReading(passage.headings.last ?? "") { return false }
    if Language.mentionsNetwork(near), !Language.mentionsPolicy(near) { return false }
    let texts =
      (namesDirectives ? passage.headings.suffix(1) : passage.headings[...]) + [passage.leadIn]
      + passage.recent
    return texts.contains { Language.mentionsPolicy($0) || Language.mentionsAllowing($0) }
  }
}
