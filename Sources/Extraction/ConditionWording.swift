/// Says a condition in our own words: "only with" or "only for" and the feature that a text names.
///
/// A document's sentences are its author's; the name of a feature is a fact. So articles, pronouns
/// and verbs of use go, and of the rest at most five words stay.
enum ConditionWording {
  /// Words of a feature's name that may follow one another.
  private static let maximumWords = 5

  /// The condition that a text states, in at most 80 characters.
  ///
  /// - Parameter text: A clause, heading, cell or question that states a condition.
  /// - Returns: Such as `only with session replay`, or `nil` if it names no feature.
  static func brief(_ text: String) -> String? {
    let feature = feature(in: text)
    let padded = Language.padded(text)
    let isOptional = Language.containsAny(padded, [" optional ", " optionally "])
    guard !feature.isEmpty else { return isOptional ? "optional" : nil }
    let opening = isAboutPeople(padded) ? "only for" : "only with"
    let words = "\(opening) \(feature.joined(separator: " "))"
    return words.count <= 80 ? words : "optional"
  }

  /// A profile's name for a condition.
  static func slug(_ condition: String) -> String {
    let words = Language.padded(condition).split(separator: " ").filter {
      !dull.contains($0) && !connecting.contains($0)
    }
    let name = words.prefix(4).joined(separator: "-").filter { $0.isASCII }
    return name.isEmpty ? "optional" : name
  }

  /// The words that name the feature, in their order.
  private static func feature(in text: String) -> [Substring] {
    var found: [Substring] = []
    for part in text.split(whereSeparator: { $0.isWhitespace || $0 == "\u{A0}" }) {
      let word = part.trimmingPunctuation
      let key = Language.padded(String(word)).split(separator: " ").joined(separator: "-")
      if key.isEmpty { continue }
      let isName = word.dropFirst().contains { $0.isUppercase } || word.first?.isNumber == true
      let isDull = dull.contains(key[...]) && !isName
      let isConnecting = connecting.contains(key[...])
      if found.isEmpty {
        if isDull || isConnecting { continue }
      } else if endings.contains(key[...]) {
        break
      } else if isDull {
        continue
      }
      // "Home of the Studio. Wanted by that studio only."
      let isSaid = found.contains { Language.padded(String($0)) == Language.padded(String(word)) }
      if isSaid && !isConnecting { continue }
      found.append(word)
      if found.count == maximumWords { break }
      if let last = part.last, ",:;?!".contains(last), !found.allSatisfy(isLink) { break }
    }
    while let last = found.last, isLink(last) { found.removeLast() }
    return found
  }

  private static func isLink(_ word: Substring) -> Bool {
    connecting.contains(word.lowercased()[...])
  }

  private static func isAboutPeople(_ padded: String) -> Bool {
    Language.containsAny(
      padded,
      [
        " customers ", " customer ", " users of ", " accounts ", " account ", " clients ",
        " sites ",
      ])
  }

  /// What begins the main clause after the condition.
  private static let endings: Set<Substring> = [
    "you", "we", "please", "add", "allow", "include", "make", "then", "also", "must", "permit",
    "need", "needs", "there", "whitelist", "extend", "put", "it", "this", "these", "they",
  ]

  private static let dull: Set<Substring> = [
    "a", "an", "the", "if", "when", "whenever", "where", "for", "only", "optional", "optionally",
    "required", "needed", "need", "needs", "necessary", "wanted", "you", "your", "yours", "we",
    "our", "ours", "use", "uses", "used", "using", "is", "are", "be", "been", "was", "have", "has",
    "had", "do", "does", "did", "enable", "enabled", "enables", "enabling", "active", "activated",
    "turned", "switched", "set", "want", "wants", "add", "adding", "offer", "offers", "should",
    "can", "could", "will", "would", "may", "might", "in", "case", "page", "pages", "component",
    "that", "which", "who", "it", "its", "this", "these", "and", "or", "additionally", "also",
    "depends", "depending", "on", "nothing", "else", "nobody", "still", "yes", "no", "not", "to",
    "unless", "home", "host", "hosts", "note", "tip", "hint", "important", "come", "comes",
    "loaded", "directive",
    "directives", "customers", "customer", "users", "user", "those", "them", "they", "please", "by",
    "wenn", "falls", "sie", "die", "der", "das", "den", "verwenden", "nutzen", "einbinden", "si",
    "vous", "utilisez", "votre", "le", "la", "les", "utiliza", "el", "su", "usa", "als", "u",
  ]

  /// Words that stay between others only.
  private static let connecting: Set<Substring> = [
    "of", "from", "by", "with", "and", "or", "on", "in", "to", "via", "through", "at", "-", "–",
    "—", "/", "&", "+",
  ]
}

extension Substring {
  fileprivate var trimmingPunctuation: Substring {
    var part = self
    while let first = part.first, !first.isLetter, !first.isNumber { part.removeFirst() }
    while let last = part.last, !last.isLetter, !last.isNumber { part.removeLast() }
    return part
  }
}
