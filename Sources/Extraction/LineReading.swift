import DocumentTree

/// What a line of text outside tables and code is to an extractor.
struct LineReading: Sendable {
  enum Kind: Sendable, Equatable {
    /// Directive names and nothing else.
    case directives
    /// A directive and its sources, once or several times.
    case policy
    /// Sources and nothing else.
    case sources
    /// A source and the directives that need it.
    case hostFirst
    /// Sources behind labels, such as regions or roles: "EU: https://eu.example".
    case labelled
    /// Marks without words.
    case nothing
    /// Running text.
    case running
  }

  let kind: Kind

  init(_ words: [Word]) {
    if words.allSatisfy(\.isOther) {
      kind = words.contains { $0.text.utf8.contains { $0 | 32 >= 97 } } ? .running : .nothing
      return
    }
    var words = words
    while let first = words.first, LineReading.isHeaderName(first) { words.removeFirst() }
    if let header = words.prefix(4).firstIndex(where: LineReading.isHeaderName),
      let name = words.firstIndex(where: { $0.directive != nil }),
      (1...2).contains(name - header)
    {
      // `<meta http-equiv="Content-Security-Policy" content="` before the policy.
      words.removeFirst(name)
    }
    if let first = words.first, first.text.utf8.count <= 2, words.count > 1,
      first.text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
    {
      words.removeFirst()
    }
    if let first = words.first, first.hasColon, LineReading.labels.contains(first.text) {
      words.removeFirst()
    }
    if let label = LineReading.labelBeforeName(words) { words.removeFirst(label) }
    let solid = words.filter { !LineReading.isFiller($0) }
    guard !solid.isEmpty else {
      kind = words.contains { $0.text.utf8.contains { $0 | 32 >= 97 } } ? .running : .nothing
      return
    }
    let names = solid.filter { $0.directive != nil }
    if !LineReading.announcedDirectives(words).isEmpty {
      kind = .directives
      return
    }
    if let first = solid.first, first.directive != nil || first.meaning == .otherDirective {
      var inList = false
      var isOther = false
      var sources = 0
      for word in solid {
        switch word.meaning {
        case .directive:
          inList = true
          isOther = false
        case .otherDirective:
          inList = true
          isOther = true
        case .source, .refused:
          sources += 1
        case .end: isOther = false
        case .ellipsis: break
        case .other
        where isOther || word.hasColon && LineReading.labels.contains(word.text):
          break
        case .other:
          guard inList, case .source = SourceToken.read(word.text, isInPolicy: true) else {
            kind = .running
            return
          }
          sources += 1
        }
      }
      kind = sources > 0 ? .policy : .running
      return
    }
    if solid.first?.source != nil, !names.isEmpty, LineReading.namesBehind(solid) {
      kind = .hostFirst
      return
    }
    if names.isEmpty, solid.contains(where: { $0.source != nil }),
      solid.allSatisfy({ $0.source != nil || $0.meaning == .end || $0.meaning == .ellipsis })
    {
      kind = .sources
      return
    }
    kind = LineReading.isLabelled(words) ? .labelled : .running
  }

  /// Whether behind sources stand names, joined by words such as "in", and at most a short remark.
  private static func namesBehind(_ words: [Word]) -> Bool {
    let behind = words.drop { $0.source != nil }
    let list = behind.prefix { word in
      word.directive != nil || connects(word)
    }
    let remark = behind.dropFirst(list.count)
    guard list.contains(where: { $0.directive != nil }), remark.count <= 8 else { return false }
    let isRemark = remark.first.map { remarking.contains($0.text) } ?? true
    return isRemark && remark.allSatisfy(\.isOther)
  }

  /// Whether a word only joins a source and a name.
  static func connects(_ word: Word) -> Bool {
    word.isOther && connecting.contains(word.text)
  }

  private static let connecting: WordSet = [
    "in", "under", "to", "for", "as", "the", "your", "a", "directive", "directives", "needed",
    "goes", "into", "within", "at",
  ]
  private static let remarking: WordSet = [
    "optional", "required", "only", "if", "when", "mandatory", "recommended",
  ]

  /// How many words before the name only label it: "Scripts (script-src): ...", "Scripts: script-src
  /// ...".
  private static func labelBeforeName(_ words: [Word]) -> Int? {
    guard let name = words.prefix(4).firstIndex(where: { $0.directive != nil }), name > 0 else {
      return nil
    }
    let isLabel = words[..<name].allSatisfy { $0.isOther && !$0.endsSentence }
    let lastName = words.lastIndex { $0.directive != nil } ?? name
    guard isLabel, words[name - 1].hasColon || words[lastName].hasColon else { return nil }
    let asks = Language.asks(Language.padded(words[..<name].text))
    return asks ? nil : name
  }

  /// Whether each group of sources has a short label before it that ends in a colon or a dash.
  private static func isLabelled(_ words: [Word]) -> Bool {
    var label = 0
    var hasMark = false
    var groups = 0
    for word in words {
      if word.source != nil {
        if label > 0 {
          guard hasMark else { return false }
          groups += 1
        }
        label = 0
        hasMark = false
        continue
      }
      guard word.isOther else { return false }
      if isFiller(word) {
        hasMark = hasMark || label > 0 && marks.contains(word.text)
        continue
      }
      if word.endsSentence || readingLabels.contains(word.text) { return false }
      label += 1
      hasMark = word.hasColon
      if label > 5 { return false }
    }
    return groups > 0
  }

  private static let marks: WordSet = ["-", "--", "–", "—", "->", "→", "=>", "=", "|", ":"]

  /// Labels of addresses that are there to be read.
  private static let readingLabels: WordSet = [
    "see", "example", "e.g", "note", "docs", "documentation", "learn", "read", "reference",
    "references", "link", "links", "guide", "website", "homepage", "support", "contact", "status",
    "before", "old", "from", "formerly", "blog", "article", "source", "dashboard", "login", "demo",
  ]

  static let labels: WordSet = [
    "value", "values", "source", "sources", "host", "hosts", "domain", "domains", "origin",
    "origins", "url", "urls", "allow", "add", "include", "required", "addresses", "endpoints",
  ]

  /// The directives that a line names without saying anything else.
  static func announcedDirectives(_ words: [Word]) -> [String] {
    let names = words.compactMap(\.directive)
    guard !names.isEmpty else { return [] }
    if isTitle(words) { return unique(names) }
    guard words.count <= names.count + 4 else { return [] }
    for word in words where word.directive == nil {
      let isAnnouncement = announcing.contains(word.text) || isFiller(word)
      guard isAnnouncement, word.source == nil else { return [] }
    }
    return unique(names)
  }

  /// The directives that a cell names, with a short label at most: "Scripts (script-src)".
  static func labelledDirectives(_ words: [Word]) -> [String] {
    let names = words.compactMap(\.directive)
    guard !names.isEmpty, words.count <= names.count + 2,
      words.allSatisfy({ $0.directive != nil || $0.isOther && !$0.endsSentence })
    else { return [] }
    return unique(names)
  }

  /// The directives that a heading announces, which may say more besides.
  static func titledDirectives(_ words: [Word]) -> [String] {
    let names = words.compactMap(\.directive)
    let asksOrTells = words.contains {
      $0.source != nil || $0.asks || questions.contains($0.text)
    }
    guard !names.isEmpty, !asksOrTells, words.count <= 12 else { return [] }
    let padded = Language.padded(words.text)
    return Language.refuses(padded) ? [] : unique(names)
  }

  /// Whether a line begins with names, explains them and ends in a colon.
  private static func isTitle(_ words: [Word]) -> Bool {
    guard words.first?.directive != nil, words.last?.hasColon == true, words.count <= 12 else {
      return false
    }
    return words.allSatisfy { $0.directive != nil || $0.isOther && !$0.endsSentence }
  }

  private static func unique(_ names: [String]) -> [String] {
    var unique: [String] = []
    for name in names where !unique.contains(name) { unique.append(name) }
    return unique
  }

  private static let announcing: WordSet = [
    "directive", "directives", "policy", "the", "for", "and", "or", "rule", "add", "to", "your",
    "in", "csp", "source", "sources", "tag", "under", "list", "needed", "required", "values",
    "additions", "entries", "used", "by", "as", "a", "fallback", "also", "both", "anweisung",
    "direktive", "directiva", "directive:",
  ]

  static func isHeaderName(_ word: Word) -> Bool {
    let text = word.text.utf8
    guard text.count == 3 || text.count >= headerName.utf8.count else { return false }
    return zip(text, headerName.utf8).allSatisfy { $0.lowered == $1 } && text.count > 3
      || headerNames.contains(word.text)
  }

  private static let headerName = "content-security-policy"
  private static let headerNames: WordSet = ["x-content-security-policy", "csp"]
  private static let questions: WordSet = ["why", "how"]
  private static let joining: WordSet = ["and", "or", "und", "et", "y", "plus"]

  /// Marks of lists, dashes, pipes and joining words.
  static func isFiller(_ word: Word) -> Bool {
    guard word.isOther else { return false }
    let text = word.text
    if !text.utf8.contains(where: { $0 | 32 >= 97 && $0 | 32 <= 122 || $0 >= 48 && $0 <= 57 }) {
      return text.utf8.count <= 12
    }
    return joining.contains(text)
  }
}
