/// A sentence as words.
struct Sentence: Sendable {
  var words: [Word]

  var text: String { words.map(\.text).joined(separator: " ") }

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
    var sentences: [Sentence] = []
    var open: [Word] = []
    for word in words {
      open.append(word)
      if word.endsSentence {
        sentences.append(Sentence(words: open))
        open = []
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
    return groups.flatMap { group in
      group.names.flatMap { name in
        group.sources.filter { $0.source?.text != "'none'" }.map { (name, $0) }
      }
    }
  }
}
