/// A sentence as words.
struct Sentence: Sendable {
  var words: [Word]

  var text: String { words.text }

  /// The directive that the sentence begins with, as in "`img-src`: takes ...".
  var leadingDirective: String? { words.first { !LineReading.isFiller($0) }?.directive }

  /// Whether the name with which it begins is followed by a colon or a source.
  var beginsWithList: Bool {
    let solid = words.filter { !LineReading.isFiller($0) }
    guard let first = solid.first, first.directive != nil else { return false }
    if solid.allSatisfy(\.isCode) { return true }
    let next = solid.drop { $0.directive != nil }.first
    return solid.prefix { $0.directive != nil }.contains(where: \.hasColon) || next?.source != nil
  }

  /// Whether what follows its colon is a policy in inline code: "This works: `img-src x.io`".
  var endsWithPolicy: Bool {
    guard let colon = words.lastIndex(where: { $0.hasColon && !$0.isCode }) else { return false }
    let tail = words[(colon + 1)...].filter { !LineReading.isFiller($0) }
    return tail.first?.directive != nil && tail.allSatisfy { $0.isCode || $0.meaning == .end }
      && tail.contains { $0.source != nil }
  }

  /// Whether all its names and sources are policies in inline code, as in "Only `img-src x.io`".
  var quotesPolicy: Bool {
    let marked = words.filter { $0.directive != nil || $0.source != nil }
    return marked.allSatisfy(\.isCode) && marked.first?.directive != nil
      && zip(words, words.dropFirst()).contains { $0.directive != nil && $1.source != nil }
  }

  /// Whether each name in it begins a policy in inline code, so that what stands before explains.
  private var spellsPolicies: Bool {
    let places = words.indices.filter { words[$0].directive != nil }
    return !places.isEmpty
      && places.allSatisfy { place in
        place + 1 < words.count && words[place].isCode && words[place + 1].isCode
          && words[place + 1].source != nil
      }
  }

  /// Whether it is names and sources only, joined by words such as "in": "`x.io` in `img-src`".
  var isBare: Bool {
    words.allSatisfy { word in
      word.directive != nil || word.source != nil || LineReading.isFiller(word)
        || LineReading.connects(word)
    }
  }

  /// The sources that it names to leave them out: "but not `'unsafe-inline'`".
  var exceptions: [Word] {
    zip(words, words.dropFirst()).compactMap { before, word in
      word.source != nil && ["not", "except", "never"].contains(before.text.lowercased())
        ? word : nil
    }
  }

  /// Whether it only refuses inside the condition that it begins with: "If you do not use nonces,
  /// `script-src` needs X".
  var refusesConditionOnly: Bool {
    guard let first = words.firstIndex(where: { $0.directive != nil || $0.source != nil }),
      ["if", "unless", "when", "where"].contains(words[0].text.lowercased())
    else { return false }
    func refuses(_ part: some Sequence<Word>) -> Bool {
      Language.refuses(Language.padded(part.text))
    }
    return refuses(words[..<first]) && !refuses(words[first...])
      && !words[..<first].suffix(2).contains { Sentence.negations.contains($0.text.lowercased()) }
  }

  private static let negations: Set<String> = ["not", "never", "dont", "don't", "remove", "drop"]

  /// Words of the longest sentence that is taken apart.
  private static let longest = 300

  /// The part that asks when the rest of the sentence refuses: "add X to Y, but leave Z out".
  var grantedClause: Sentence? {
    guard words.count <= Sentence.longest else { return nil }
    for (index, word) in words.enumerated() {
      let text = word.text.lowercased()
      let isContrast = word.meaning == .end || ["but", "whereas", "while"].contains(text)
      guard isContrast || text == "and" else { continue }
      let before = Sentence(words: Array(words[..<index]))
      let after = Sentence(words: Array(words[(index + 1)...]))
      let rest = Language.padded(after.text)
      let takesBack =
        after.words.allSatisfy { $0.source == nil } && Language.refuses(rest)
        && Language.pointsBack(rest)
      if takesBack { return nil }
      if before.grants, !after.grants { return before }
      // "X needs no eval, and `script-src x.io` will do": what refuses names no source.
      if before.words.allSatisfy({ $0.source?.kind != .host }), after.namesBoth,
        !Language.refuses(Language.padded(after.text))
      {
        return after
      }
      if isContrast, after.grants, !before.grants { return after }
    }
    return nil
  }

  /// Whether it names a source and a directive.
  private var namesBoth: Bool {
    words.contains { $0.source != nil } && words.contains { $0.directive != nil }
  }

  /// Whether it asks for sources under a directive and refuses nothing.
  private var grants: Bool {
    guard namesBoth else { return false }
    let padded = Language.padded(text)
    return Language.asks(padded) && !Language.refuses(padded)
  }

  /// What a sentence asks for after the console message that it quotes, such as "add X to Y".
  var remedy: Sentence? {
    let verbs: Set<String> = ["add", "allow", "include", "extend", "whitelist", "permit", "put"]
    guard let start = words.lastIndex(where: { verbs.contains($0.text.lowercased()) }) else {
      return nil
    }
    let rest = Sentence(words: Array(words[start...]))
    let isWhole =
      rest.words.contains { $0.source != nil } && rest.words.contains { $0.directive != nil }
    return isWhole && !Language.isConsole(rest.text) ? rest : nil
  }

  /// Whether a directive stands right behind a source, as in "load it from X (script-src)".
  var pairsNeighbours: Bool {
    zip(words, words.dropFirst()).contains { $0.source != nil && $1.directive != nil }
  }

  static func split(_ words: [Word]) -> [Sentence] {
    // Whether the rest of the sentence behind a word names a directive.
    var namesOneBehind = Array(repeating: false, count: words.count)
    var isNamed = false
    for index in words.indices.reversed() {
      if words[index].endsSentence { isNamed = false }
      namesOneBehind[index] = isNamed
      if words[index].directive != nil { isNamed = true }
    }
    var sentences: [Sentence] = []
    var open: [Word] = []
    var hasName = false
    var hasText = false
    for (index, word) in words.enumerated() {
      open.append(word)
      hasName = hasName || word.directive != nil
      hasText = hasText || word.isOther && !LineReading.isFiller(word)
      let isPart =
        word.meaning == .end && !word.isCode && hasName && hasText && namesOneBehind[index]
      if word.endsSentence || isPart {
        sentences.append(Sentence(words: open))
        open = []
        hasName = false
        hasText = false
      }
    }
    if !open.isEmpty { sentences.append(Sentence(words: open)) }
    return sentences
  }

  /// Which source belongs to which directive.
  ///
  /// With one directive it takes them all. With several, the sources before the first directive
  /// belong to the group of names that follows; after that, each group of sources belongs to the
  /// names on the side on which the sentence began.
  func pairs(subject: [String]) -> [(String, Word)] {
    var groups: [(names: [String], sources: [Word])] = []
    let hasNames = words.contains { $0.directive != nil }
    let marked = words.filter {
      $0.directive != nil || ProseSource.isOne($0, withDirective: hasNames)
        || $0.source?.text == "'none'"
    }
    guard let first = marked.first else { return [] }
    let names = marked.compactMap(\.directive)
    if first.directive == nil, spellsPolicies {
      return PolicyScanner(words).runs.flatMap(\.lists).flatMap { list in
        list.words.filter { $0.source != nil && $0.source?.text != "'none'" }
          .map { (list.directive, $0) }
      }
    }
    let sources = marked.filter { $0.directive == nil }
    if Set(names).count <= 1 {
      let targets = names.first.map { [$0] } ?? subject
      return targets.flatMap { name in
        sources.filter { $0.source?.text != "'none'" }.map { (name, $0) }
      }
    }
    let beginsWithName = first.directive != nil
    var expectsName = beginsWithName
    groups.append(([], []))
    for word in marked {
      let isName = word.directive != nil
      if isName == beginsWithName && expectsName != isName {
        groups.append(([], []))
      }
      expectsName = isName
      if let name = word.directive {
        groups[groups.count - 1].names.append(name)
      } else {
        groups[groups.count - 1].sources.append(word)
      }
    }
    // "A needs X, and so does B."
    if let last = groups.last, groups.count > 1, last.sources.isEmpty,
      Language.containsAny(
        Language.padded(text), [" so does ", " so has ", " so is ", " so must "])
    {
      groups[groups.count - 1].sources = groups[groups.count - 2].sources
    }
    return groups.flatMap { group in
      group.names.flatMap { name in
        group.sources.filter { $0.source?.text != "'none'" }.map { (name, $0) }
      }
    }
  }
}
