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
    /// Marks without words.
    case nothing
    /// Running text.
    case running
  }

  let kind: Kind

  init(_ words: [Word]) {
    var words = words
    while let first = words.first, LineReading.isHeaderName(first) { words.removeFirst() }
    if let first = words.first, first.hasColon, LineReading.labels.contains(first.text.lowercased())
    {
      words.removeFirst()
    }
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
      var sources = 0
      for word in solid {
        switch word.meaning {
        case .directive, .otherDirective: inList = true
        case .source, .refused:
          sources += 1
        case .end, .ellipsis: break
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
    if solid.first?.source != nil, !names.isEmpty,
      solid.drop(while: { $0.source != nil }).allSatisfy({ $0.directive != nil })
    {
      kind = .hostFirst
      return
    }
    if names.isEmpty, solid.contains(where: { $0.source != nil }),
      solid.allSatisfy({ $0.source != nil || $0.meaning == .end || $0.meaning == .ellipsis })
    {
      kind = .sources
      return
    }
    kind = .running
  }

  private static let labels: Set<String> = [
    "value", "values", "source", "sources", "host", "hosts", "domain", "domains", "origin",
    "origins", "url", "urls", "allow", "add", "include", "required", "addresses", "endpoints",
  ]

  /// The directives that a line names without saying anything else.
  static func announcedDirectives(_ words: [Word]) -> [String] {
    let names = words.compactMap(\.directive)
    guard !names.isEmpty, words.count <= names.count + 4 else { return [] }
    for word in words where word.directive == nil {
      let isAnnouncement = announcing.contains(word.text.lowercased()) || isFiller(word)
      guard isAnnouncement, word.source == nil else { return [] }
    }
    var unique: [String] = []
    for name in names where !unique.contains(name) { unique.append(name) }
    return unique
  }

  private static let announcing: Set<String> = [
    "directive", "directives", "policy", "the", "for", "and", "or", "rule", "add", "to", "your",
    "in", "csp", "source", "sources", "tag", "under", "list", "needed", "required", "values",
    "additions", "entries", "anweisung", "direktive", "directiva", "directive:",
  ]

  static func isHeaderName(_ word: Word) -> Bool {
    let lower = word.text.lowercased()
    return lower.hasPrefix("content-security-policy")
      || lower == "x-content-security-policy" || lower == "csp"
  }

  /// Marks of lists, dashes, pipes and joining words.
  static func isFiller(_ word: Word) -> Bool {
    guard word.isOther else { return false }
    let text = word.text
    if !text.utf8.contains(where: { $0 | 32 >= 97 && $0 | 32 <= 122 || $0 >= 48 && $0 <= 57 }) {
      return text.utf8.count <= 12
    }
    return ["and", "or", "und", "et", "y", "plus"].contains(text.lowercased())
  }
}
