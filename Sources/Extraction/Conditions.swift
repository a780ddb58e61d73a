import DocumentTree

/// Conditions under which a source is needed, as notes, headings and sentences state them.
///
/// What leaves is in our own words: ``ConditionWording``.
enum Conditions {
  /// The condition that a cell of notes states, or `nil`.
  static func ofNote(_ text: String) -> String? {
    let padded = Language.padded(text)
    guard padded.utf8.count < 200 else { return nil }
    if Language.containsAny(padded, limiting) { return brief(text) }
    if Language.containsAny(padded, [" required ", " mandatory "]) { return nil }
    let starts = [" for ", " if ", " when ", " only ", " unless ", " with ", " wenn ", " falls "]
    guard padded.utf8.count < 80, starts.contains(where: { padded.hasPrefix($0) }) else {
      return nil
    }
    return brief(text)
  }

  /// The condition in a cell below a heading such as "Required?", or `nil`.
  static func ofAnswer(_ cell: String, below heading: String) -> String? {
    let asked = Language.padded(heading)
    guard asked.utf8.count < 40, Language.containsAny(asked, need) else { return nil }
    let isNo = [
      " no ", " optional ", " n ", " false ", " not required ", " nein ", " non ", " nee ", " não ",
      " nej ", " nie ", " нет ",
    ]
    return isNo.contains(Language.padded(cell)) || cell == "✗" || cell == "❌" ? "optional" : nil
  }

  /// The condition in what follows a host in its line, or `nil`.
  static func ofRemark(_ text: String) -> String? {
    let padded = Language.padded(text)
    if Language.containsAny(padded, limiting) { return brief(text) }
    guard !Language.containsAny(padded, [" required "]) else { return nil }
    return Language.containsAny(padded, [" only for "]) ? brief(text) : nil
  }

  /// The condition that a heading or lead-in states for what follows it, or `nil`.
  static func ofSetting(_ place: Passage, context: ExtractionContext) -> String? {
    let heading = place.headings.last ?? ""
    if isConditionalHeading(heading), !isAboutAll(heading, context) { return brief(heading) }
    let lead = place.leadIn
    if let question = openQuestion(in: place.recent), !isAboutAll(question, context) {
      return brief(question)
    }
    guard !lead.isEmpty else { return nil }
    if lead.holds(byte: 63), let mark = lead.utf8.lastIndex(of: 63) {
      let before = String(lead[..<mark])
      let text = String(before[before.lastSentenceStart...])
      let rest = Language.padded(String(lead[lead.index(after: mark)...]))
      let asks =
        rest.utf8.allSatisfy { $0 == 32 } || Language.asks(rest)
        || Language.containsAny(rest, [" one more ", " then ", " way ", " ways "])
      if asks, !text.holds(byte: 40), !text.holds(byte: 34), !isAboutAll(text, context) {
        return brief(text)
      }
    }
    let sentences = lead.sentences.map(String.init)
    guard let last = sentences.last else { return nil }
    let padded = Language.padded(last)
    for cue in [" depends on ", " depending on "] {
      if let range = last.place(of: cue) { return brief(String(last[range.upperBound...])) }
    }
    if Language.containsAny(padded, conditional) { return brief(last) }
    // "Styles from X ask for more. For X, use this:"
    let isMore = Language.containsAny(
      Language.padded(lead), [" additional ", " in addition ", " also ", " more ", " too "])
    if isMore, padded.hasPrefix(" for "), let comma = last.firstIndex(of: ","),
      !isAboutAll(String(last[..<comma]), context)
    {
      return brief(String(last[..<comma]))
    }
    if let clause = openingClause(last, padded, context) { return brief(clause) }
    if labels(last, padded, place), !isAboutAll(last, context) { return brief(last) }
    // "If X is on, Y happens. Add this:" The sentence before states it.
    guard sentences.count > 1, padded.utf8.count < 80,
      Language.containsAny(padded, [" this ", " these ", " following ", " it "])
    else { return nil }
    let before = sentences[sentences.count - 2]
    return openingClause(before, Language.padded(before), context).flatMap(brief)
  }

  /// Whether a lead-in is a label that says for whom a list is: "For admins:".
  private static func labels(_ lead: String, _ padded: String, _ place: Passage) -> Bool {
    padded.hasPrefix(" for ") && lead.hasSuffix(":") && padded.utf8.count < 60
      && Environment.named(in: lead) == nil && !CodePolicies.isSample(place)
      && Language.containsAny(
        padded,
        [
          " who ", " that ", " users ", " customers ", " admins ", " administrators ", " agents ",
          " editors ", " accounts ", " only ",
        ])
  }

  /// The question to which a list of ways out answers: "Are X forbidden? There are two ways:".
  private static func openQuestion(in texts: [String]) -> String? {
    for text in texts.reversed() {
      guard text.holds(byte: 63), let mark = text.utf8.lastIndex(of: 63) else { continue }
      let rest = Language.padded(String(text[text.index(after: mark)...]))
      guard Language.containsAny(rest, [" ways ", " ways out ", " options ", " possibilities "])
      else { return nil }
      let before = String(text[..<mark])
      return String(before[before.lastSentenceStart...])
    }
    return nil
  }

  /// What stands before the first comma or colon of a sentence that begins with a condition.
  private static func openingClause(
    _ sentence: String, _ padded: String, _ context: ExtractionContext
  ) -> String? {
    guard opensConditionally(padded) else { return nil }
    let clause = String(Substring(sentence.utf8.prefix { $0 != 44 && $0 != 58 }))
    return isAboutAll(clause, context) ? nil : clause
  }

  private static let need: Phrases = [
    " required ", " mandatory ", " needed ", " necessary ", " erforderlich ", " pflicht ",
    " nötig ", " obligatoire ", " requis ", " obligatorio ", " requerido ", " obbligatorio ",
    " richiesto ", " verplicht ", " obrigatório ", " wymagane ", " обязательно ",
  ]

  private static let limiting: Phrases = [
    " only if ", " only when ", " only with ", " optional ", " optionally ", " by nothing else ",
    " by nobody else ", " for nobody else ", " only required ", " only needed ", " only necessary ",
    " required only ",
    " needed only ", " required if ", " needed if ", " required when ", " needed when ",
    " only applies ", " nur bei ", " nur wenn ", " nur falls ", " nur für ", " uniquement si ",
    " uniquement pour ", " seulement si ", " solo si ", " sólo si ", " solo se ", " alleen bij ",
    " alleen als ", " apenas se ", " somente se ", " tylko jeśli ", " только если ",
    " wahlweise ", " facultatif ", " opcional ", " facoltativo ", " optioneel ",
  ]

  private static let conditional: Phrases = [
    " optional ", " optionally ", " only required ", " only needed ", " required only ",
    " needed only ", " required if ", " needed if ", " required when ", " needed when ",
  ]

  private static let starts: Phrases = [
    " with the ", " with a ", " if ", " when you ", " when using ", " when the ",
    " for customers ", " for users ", " using ", " to use ", " in case ", " only if ",
    " only when ", " only for ", " only with ", " should you ", " for sites ", " for the ",
    " sites with ", " sites that ", " pages with ", " pages that ", " accounts with ",
    " additionally for ", " are you ", " users of ", " customers ", " in the case of ",
    " whoever ", " those who ", " anyone who ", " customers who ", " users who ",
    " falls ", " wenn ", " sofern ", " bei verwendung ", " bei nutzung ", " si ", " se ", " caso ",
    " en cas ", " lorsque ", " cuando ", " als u ", " als je ", " indien ", " hvis ", " om du ",
    " jeśli ", " jeżeli ", " если ", " eğer ",
  ]

  /// Words by which a clause with "when" or "where" is about a feature, not about time.
  private static let states = [
    " use ", " uses ", " used ", " using ", " enabled ", " enable ", " active ", " activated ",
    " turned on ", " switched on ", " is on ", " are on ", " loading ", " loaded ", " installed ",
    " embedding ", " embed ",
  ]

  private static func opensConditionally(_ padded: String) -> Bool {
    starts.begin(padded) || opensWithFeature(padded)
      || [" when ", " where ", " with "].contains { padded.hasPrefix($0) }
        && Language.containsAny(padded, states)
  }

  /// Whether a sentence begins "With lazy images," rather than "With this, ".
  private static func opensWithFeature(_ padded: String) -> Bool {
    guard padded.hasPrefix(" with ") else { return false }
    let pointing: Set<Substring> = [
      "this", "these", "that", "those", "it", "them", "your", "our", "such", "all", "csp", "no",
    ]
    return padded.split(separator: " ").dropFirst().first.map { !pointing.contains($0) } ?? false
  }

  private static func isConditionalHeading(_ heading: String) -> Bool {
    let padded = Language.padded(heading)
    if Language.containsAny(
      padded, [" optional ", " optionally ", " only if ", " only when ", " only for "])
    {
      return true
    }
    let starts = [" for ", " if ", " when using ", " when you ", " using ", " falls ", " wenn "]
    let isEnabling =
      padded.hasPrefix(" with ") && Language.containsAny(padded, [" enabled ", " turned on "])
    return isEnabling || starts.contains { padded.hasPrefix($0) }
  }

  /// Whether a condition holds for whoever reads the page: it speaks of policies, of everybody,
  /// of something that went wrong or of the product itself.
  private static func isAboutAll(_ text: String, _ context: ExtractionContext) -> Bool {
    let padded = Language.padded(text)
    if Language.containsAny(padded, [" inline "]) { return false }
    if Language.mentionsPolicy(text) || Language.mentionsAllowing(text) { return true }
    if Language.containsAny(padded, aboutAll) { return true }
    guard let vendor = context.vendor, vendor.count > 3 else { return false }
    let name = Language.padded(String(vendor.prefix { $0 != "-" }))
    return padded.holds(name) && padded.split(separator: " ").count <= 4
  }

  private static let aboutAll: Phrases = [
    " everybody ", " everyone ", " all ", " every ", " any ", " example ", " your site ",
    " your website ", " your page ", " your pages ", " your application ", " your app ",
    " your domain ", " headers ", " header ", " following ", " browser ", " browsers ",
    " rather ", " prefer ", " policy ", " policies ", " how ", " what ", " which ", " why ",
    " this page ", " widget to ", " to work ", " error ", " errors ", " message ", " messages ",
    " the console ", " problem ", " problems ", " issue ", " issues ", " not load ", " not work ",
    " not appear ", " not show ", " not displayed ", " blocked ", " blocks ", " you see ",
    " questions ", " in doubt ", " necessary ", " needed ", " possible ", " the site ",
    " a site ", " a website ", " the website ", " websites ", " strict ", " ihre website ",
    " ihre webseite ", " ihre seite ", " ihre anwendung ", " votre site ", " votre page ",
    " su sitio ", " tu sitio ", " su página ", " seu site ", " tuo sito ", " uw website ",
    " je website ",
  ]

  /// A condition in our own words.
  static func brief(_ text: String) -> String? { ConditionWording.brief(text) }

  /// The option that a heading numbers, as a name.
  static func option(_ heading: String) -> String? {
    let words = Language.padded(heading).split(separator: " ")
    guard words.count >= 2, ["option", "variant", "method", "version"].contains(words[0]),
      words[1].count <= 2
    else { return nil }
    return words[0] + "-" + words[1]
  }

  /// The condition that a sentence states for its own sources, or `nil`.
  static func ofSentence(_ words: [Word], context: ExtractionContext) -> String? {
    let text = words.text
    let padded = Language.padded(text)
    // What may be left out under a condition is asked for all the same.
    if Language.excuses(padded) { return nil }
    if padded.hasPrefix(" optional "), words.first?.hasColon == true { return "optional" }
    if opensConditionally(padded) {
      var clause: [String] = []
      for word in words {
        if word.directive != nil || word.source != nil || word.meaning == .end { break }
        clause.append(word.text)
        if word.hasColon { break }
      }
      let condition = clause.joined(separator: " ")
      return clause.count < 3 || isAboutAll(condition, context) ? nil : brief(condition)
    }
    if let range = text.lowercased().place(of: " in which case "),
      let start = [" unless ", " if ", " when "].compactMap({ text.lowercased().place(of: $0) })
        .first,
      start.upperBound < range.lowerBound
    {
      return brief(String(text.lowercased()[start.upperBound..<range.lowerBound]))
    }
    for cue in [" only if ", " only when ", " only with ", " if ", " when "] {
      guard let range = text.lowercased().place(of: cue) else { continue }
      let offset = text.lowercased().distance(
        from: text.lowercased().startIndex, to: range.lowerBound)
      let condition = String(text.dropFirst(offset + 1))
      let isLimited =
        cue.hasPrefix(" only") || Language.containsAny(Language.padded(condition), states)
      if isLimited, !isAboutAll(condition, context) { return brief(condition) }
    }
    return nil
  }

  /// The condition that a question states for the sentence after it, or `nil`.
  static func ofQuestion(_ words: [Word], context: ExtractionContext) -> String? {
    guard words.last?.asks == true else { return nil }
    let text = words.text
    return isAboutAll(text, context) ? nil : brief(text)
  }
}
