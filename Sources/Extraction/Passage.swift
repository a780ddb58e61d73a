import DocumentTree

/// A block of a document with what a reader knows when the eye reaches it.
///
/// What few shapes ask for is worked out when somebody does; a page is read by one thread.
final class Passage {
  let block: Block
  let index: Int
  /// What stands above it.
  private let surroundings: Surroundings
  /// The words of each line; empty for a table.
  private(set) lazy var lines: [[Word]] = block.lines.map {
    Lexer.words(of: $0, isCode: block.isCode)
  }
  /// The words of all lines.
  private(set) lazy var words: [Word] = lines.count == 1 ? lines[0] : lines.flatMap { $0 }
  /// The words of each line of each cell, row by row; empty unless it is a table.
  private(set) lazy var cells: [[[[Word]]]] =
    block.table?.rows.map { row in
      row.map { cell in cell.lines.map { Lexer.words(of: $0, isCode: false) } }
    } ?? []
  /// What each line is.
  let kinds: [LineReading.Kind]
  /// Whether one of its words is a source.
  let hasSource: Bool
  /// Whether one of them is a host.
  let hasHost: Bool
  /// Whether one of them is the name of a directive.
  let hasDirective: Bool
  /// Whether none of them means anything to a policy.
  let isPlain: Bool
  let text: String

  /// What a reader knows of the text above a passage.
  struct Surroundings {
    /// The headings above it, outermost first.
    var headings: [String] = []
    /// The directives that a heading or line above it announces for what follows.
    var announced: [String] = []
    /// Whether a heading announces them.
    var isTitled = false
    fileprivate var lead = LeadIn()
    /// The directive that the running text just above asks to extend, when it names one only.
    var mentioned: [String] = []
    /// The running text just above, when it names no directive that it asks to extend.
    fileprivate var offering: [Word] = []
    /// The last few pieces of running text, further back than the lead-in.
    var recent: [String] = []
    /// How many passages of running text stand between it and the announcement.
    var distance = 0
    /// Number of the section, counted by headings.
    var section = 0
  }

  private static let running: [LineReading.Kind] = [.running]

  /// Takes a block with the words of each line, `nil` when they are known to mean nothing.
  init(_ block: Block, index: Int, surroundings: Surroundings, lines: [[Word]]?) {
    self.block = block
    self.index = index
    self.surroundings = surroundings
    text = block.text
    let isText = !block.isCode && block.table == nil
    guard let lines else {
      kinds =
        !isText
        ? []
        : block.lines.count == 1
          ? Passage.running : Array(repeating: .running, count: block.lines.count)
      hasSource = false
      hasHost = false
      hasDirective = false
      isPlain = true
      return
    }
    kinds = isText ? lines.map { LineReading($0).kind } : []
    var hasSource = false
    var hasHost = false
    var hasDirective = false
    var isPlain = true
    for word in lines.joined() {
      switch word.meaning {
      case .source(let token):
        hasSource = true
        hasHost = hasHost || token.kind == .host
      case .directive: hasDirective = true
      case .other: continue
      default: break
      }
      isPlain = false
    }
    self.hasSource = hasSource
    self.hasHost = hasHost
    self.hasDirective = hasDirective
    self.isPlain = isPlain
    self.lines = lines
  }

  /// The lines of a cell, read like a paragraph that nothing announces.
  convenience init(cell lines: [Line], words: [[Word]], of table: Passage) {
    var surroundings = table.surroundings
    surroundings.announced = []
    self.init(
      Block(kind: .paragraph, lines: lines), index: table.index, surroundings: surroundings,
      lines: words)
  }

  var headings: [String] { surroundings.headings }
  var announced: [String] { surroundings.announced }
  var isTitled: Bool { surroundings.isTitled }
  var mentioned: [String] { surroundings.mentioned }
  /// The sources that the running text just above asks for without naming a directive.
  var offered: [Word] { Outline.offered(in: surroundings.offering) }
  var recent: [String] { surroundings.recent }
  var distance: Int { surroundings.distance }
  var section: Int { surroundings.section }

  /// The running text since the last list, sample or heading.
  var leadIn: String { lead.text }
  var lead: LeadIn { surroundings.lead }

  /// Whether it is short enough to hold sentences that somebody wrote.
  var isProse: Bool { words.count <= 50_000 }

  /// Why nothing in it is asked for, such as `illustration`; `nil` when it may be.
  private(set) lazy var reasonToPass: String? = {
    if !block.isCode, Language.isConsole(text) { return "console-error" }
    if lead.isIllustration { return "illustration" }
    let isWithdrawn =
      leadIn.isEmpty ? Language.withdraws(headings.last ?? "") : lead.withdraws
    return isWithdrawn ? "withdrawn" : nil
  }()

  /// Heading and lead-in in lower case: where conditions and alternatives are announced.
  var setting: String {
    ((headings.last ?? "") + "\n" + leadIn).lowercased()
  }
}

/// A document as passages.
struct Outline {
  let passages: [Passage]
  /// Whether the title or a heading says that the document is about policies.
  let isAboutPolicies: Bool
  /// Whether a directive is named anywhere.
  let namesDirectives: Bool

  init(_ document: Document) {
    var passages: [Passage] = []
    // Of a passage that means nothing to a policy nobody asks what surrounds it.
    let unread = Passage.Surroundings()
    var above = unread
    /// The running text above; what passages share of it is made when one asks.
    var lead = Lead()
    var shared: LeadIn?
    var levels: [Int] = []
    var announcedLevel = 7
    var announcedDepth = 0
    /// The passages of running text since the last heading.
    var running: [Int] = []
    passages.reserveCapacity(document.blocks.count)
    for (index, block) in document.blocks.enumerated() {
      let isTable = block.table != nil
      let isText = !block.isCode && !isTable && block.headingLevel == nil
      let isPlain = !block.isCode && !isTable && block.lines.allSatisfy(LineScreen.isPlain)
      let lines = isPlain ? nil : block.lines.map { Lexer.words(of: $0, isCode: block.isCode) }
      if let level = block.headingLevel {
        while let last = levels.last, last >= level {
          levels.removeLast()
          above.headings.removeLast()
        }
        levels.append(level)
        above.headings.append(block.text)
        above.section += 1
        if !above.mentioned.isEmpty, let last = passages.last, last.block.isParagraph,
          last.words.last?.hasColon == true
        {
          // "Into `img-src` goes one of these:" and a card, with a heading, for each.
          above.announced = above.mentioned
          above.isTitled = false
          announcedLevel = level - 1
        }
        lead = Lead()
        shared = nil
        above.mentioned = []
        above.offering = []
        running = []
        above.distance = 0
        if level <= announcedLevel { above.announced = [] }
        let names = lines.map { LineReading.titledDirectives($0.flatMap { $0 }) } ?? []
        if !names.isEmpty {
          above.announced = names
          above.isTitled = true
          announcedLevel = level
        }
      } else if isText {
        let names = lines?.last.map { LineReading.announcedDirectives($0) } ?? []
        if !names.isEmpty {
          if names != above.announced { above.distance = 0 }
          above.announced = names
          above.isTitled = false
          announcedLevel = announcedLevel < 7 ? announcedLevel : 7
          announcedDepth = block.isItem ? block.depth : 0
        } else if block.isItem, block.depth <= announcedDepth,
          lines?.allSatisfy({ $0.allSatisfy(\.isOther) }) ?? true
        {
          // An item beside the one that named the directive is about something else.
          above.announced = []
          announcedDepth = 0
        }
      }
      if block.isItem, lead.close(from: block.depth) { shared = nil }
      var own = unread
      if !isPlain {
        let leadIn = shared ?? LeadIn(lead)
        shared = leadIn
        own = above
        own.lead = leadIn
        own.recent = running.suffix(4).map { passages[$0].text }
        own.isTitled = above.isTitled && !above.announced.isEmpty
      }
      let passage = Passage(block, index: index, surroundings: own, lines: lines)
      passages.append(passage)
      if isText {
        let isRemark = block.kind == .description && !passage.hasDirective
        if isRemark {
          // What a definition list says of a host is not the lead-in of the next one.
        } else if passage.kinds.contains(.running) {
          lead.take(block)
          shared = nil
          above.distance += 1
          running.append(index)
          above.mentioned = passage.isPlain ? [] : Outline.mentioned(in: passage.words)
          above.offering =
            !passage.hasSource || !above.mentioned.isEmpty ? [] : passage.words
        }
      } else if block.headingLevel == nil {
        lead = Lead()
        shared = nil
        above.mentioned = []
        above.offering = []
      }
    }
    let title = document.title ?? ""
    let names = [title] + document.blocks.filter { $0.headingLevel == 1 }.map(\.text)
    namesDirectives = passages.contains { passage in
      passage.hasDirective
        || passage.block.table?.rows.contains { $0.contains { $0.text.holds("-src") } } ?? false
    }
    isAboutPolicies = names.contains { Language.mentionsPolicy($0.lowercased()) }
    self.passages = passages
  }

  /// Running text above a place: a paragraph and the items of lists that the place stands in.
  struct Lead {
    private var paragraph = ""
    private var items: [(depth: Int, text: String)] = []

    var text: String {
      if items.isEmpty, paragraph.utf8.count <= 600 { return paragraph }
      return String(([paragraph] + items.map(\.text)).joined(separator: " ").suffix(600))
    }

    /// Leaves the items beside which a new one stands; whether there are any.
    mutating func close(from depth: Int) -> Bool {
      guard items.contains(where: { $0.depth >= depth }) else { return false }
      items.removeAll { $0.depth >= depth }
      return true
    }

    mutating func take(_ block: Block) {
      if block.isItem {
        items.append((block.depth, block.text))
      } else {
        self = Lead()
        paragraph = block.text
      }
    }
  }

  /// Whether a paragraph may say something, by a look at all of it; words are cut elsewhere than at
  /// blanks and marks only where inline code begins and at escapes.
  private func mayPass(_ test: (String) -> Bool, at index: Int) -> Bool {
    guard index < passages.count, passages[index].block.isParagraph else { return false }
    let isCut = passages[index].block.lines.contains {
      !$0.spans.isEmpty || $0.text.holds(byte: 92)
    }
    return isCut || test(Language.padded(passages[index].text))
  }

  /// The first sentence of a paragraph; `nil` when something else stands there.
  private func sentence(at index: Int) -> Sentence? {
    guard index < passages.count, passages[index].block.isParagraph else { return nil }
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
    guard mayPass(Language.asksNothing, at: passage.index + 1),
      let first = sentence(at: passage.index + 1), first.words.allSatisfy(\.isOther)
    else { return false }
    return Language.asksNothing(Language.padded(first.text))
  }

  /// Whether the sentence behind a list or table asks to allow what it lists.
  private func asksBehind(_ passage: Passage) -> Bool {
    guard mayPass(Language.asks, at: passage.index + 1),
      let first = sentence(at: passage.index + 1), first.words.allSatisfy(\.isOther)
    else { return false }
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
    let padded = Language.padded(part.text)
    guard Language.asks(padded), !Language.refuses(padded) else { return [] }
    var names: [String] = []
    for name in part.compactMap(\.directive) where !names.contains(name) { names.append(name) }
    return names
  }

  fileprivate static func offered(in words: [Word]) -> [Word] {
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
