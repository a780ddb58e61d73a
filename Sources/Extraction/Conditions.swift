import DocumentTree

/// Conditions under which a source is needed, as notes, headings and sentences state them.
enum Conditions {
  /// The condition that a cell of notes states, or `nil`.
  static func ofNote(_ text: String) -> String? {
    let padded = Language.padded(text)
    guard padded.utf8.count < 200 else { return nil }
    if Language.containsAny(padded, [" only if ", " only when ", " optional ", " nothing else "]) {
      return brief(text)
    }
    if Language.containsAny(padded, [" required "]) || Language.containsAny(padded, [" mandatory "])
    {
      return nil
    }
    let starts = [" for ", " if ", " when ", " only ", " unless ", " with "]
    guard padded.utf8.count < 80, starts.contains(where: { padded.hasPrefix($0) }) else {
      return nil
    }
    return brief(text)
  }

  /// The condition in what follows a host in its line, or `nil`.
  static func ofRemark(_ text: String) -> String? {
    let padded = Language.padded(text)
    guard
      !Language.containsAny(padded, [" required "])
        || Language.containsAny(padded, [" not required "])
    else { return nil }
    return Language.containsAny(padded, [" optional ", " only if ", " only when ", " only for "])
      ? brief(text) : nil
  }

  /// The condition that a heading or lead-in states for what follows it, or `nil`.
  static func ofSetting(_ place: Passage, context: ExtractionContext) -> String? {
    let heading = place.headings.last ?? ""
    if let condition = ofHeading(heading), !isAboutAll(condition, context) { return condition }
    let lead = place.leadIn
    guard !lead.isEmpty else { return nil }
    if let mark = lead.lastIndex(of: "?") {
      let question = lead[..<mark].split(whereSeparator: { ".!?".contains($0) && false }).last
      let before = question.map(String.init) ?? ""
      let start = before.lastRange(of: ". ")?.upperBound ?? before.startIndex
      let text = String(before[start...])
      let rest = Language.padded(String(lead[lead.index(after: mark)...]))
      let asks =
        Language.asks(rest) || Language.containsAny(rest, [" one more "])
        || Language.containsAny(rest, [" then "])
      if asks, !text.contains("("), !text.contains("\""), !isAboutAll(text, context) {
        return brief(text)
      }
    }
    let sentences = lead.split(separator: ". ")
    guard let last = sentences.last.map(String.init) else { return nil }
    let padded = Language.padded(last)
    if Language.containsAny(padded, [" depends on ", " depending on "]) { return brief(last) }
    if Language.containsAny(padded, conditional) {
      return brief(last)
    }
    guard starts.contains(where: { padded.hasPrefix($0) }), !isAboutAll(clause(last), context)
    else { return nil }
    return brief(clause(last))
  }

  private static let conditional = [
    " optional ", " optionally ", " only required ", " only needed ", " required only ",
    " needed only ", " required if ", " needed if ", " required when ", " needed when ",
  ]

  private static let starts = [
    " with the ", " with a ", " if you ", " if your ", " when you ", " when using ", " when the ",
    " for customers ", " for users ", " using ", " to use ", " in case ", " only if ",
    " only when ", " only for ", " should you ", " for sites ", " if the ", " for the ",
    " additionally for ", " are you ", " users of ", " customers ", " in the case of ",
    " in case of ",
  ]

  private static func ofHeading(_ heading: String) -> String? {
    let padded = Language.padded(heading)
    if Language.containsAny(padded, [" optional ", " optionally ", " only if ", " only when "]) {
      return brief(heading)
    }
    let starts = [" for ", " if you ", " when using ", " when you ", " using "]
    let isEnabling =
      padded.hasPrefix(" with ") && Language.containsAny(padded, [" enabled ", " turned on "])
    return isEnabling || starts.contains { padded.hasPrefix($0) } ? brief(heading) : nil
  }

  /// Whether a condition holds for whoever reads the page: it speaks of policies, of everybody
  /// or of the product itself.
  private static func isAboutAll(_ text: String, _ context: ExtractionContext) -> Bool {
    if Language.mentionsPolicy(text) || Language.mentionsAllowing(text) { return true }
    let padded = Language.padded(text)
    let words = [
      " everybody ", " everyone ", " all ", " every ", " any ", " example ", " your site ",
      " your website ", " your page ", " your application ", " your app ", " headers ", " header ",
      " following ", " browser ", " browsers ", " rather ", " prefer ", " policy ", " policies ",
      " how ", " what ", " which ", " why ", " this page ", " widget to ", " to work ",
    ]
    if Language.containsAny(padded, words) { return true }
    guard let vendor = context.vendor, vendor.count > 3 else { return false }
    let name = Language.padded(String(vendor.prefix { $0 != "-" }))
    return padded.contains(name) && padded.split(separator: " ").count <= 4
  }

  /// What stands before the first comma or colon.
  private static func clause(_ text: String) -> String {
    String(text.prefix { $0 != "," && $0 != ":" })
  }

  /// A condition cut to what a record may hold.
  static func brief(_ text: String) -> String {
    var text = text.filter { !$0.isNewline }.trimming { $0 == " " || $0 == ":" || $0 == "." }
    guard text.count > 80 else { return text }
    text = String(text.prefix(80))
    if let blank = text.lastIndex(of: " ") { text = String(text[..<blank]) }
    return text
  }

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
    let text = words.map(\.text).joined(separator: " ")
    let padded = Language.padded(text)
    if starts.contains(where: { padded.hasPrefix($0) }) {
      var clause: [String] = []
      for word in words {
        if word.directive != nil || word.source != nil || word.meaning == .end { break }
        clause.append(word.text)
        if word.hasColon { break }
      }
      let condition = clause.joined(separator: " ")
      return clause.count < 3 || isAboutAll(condition, context) ? nil : brief(condition)
    }
    for cue in [" only if ", " only when ", " if you use ", " when you use ", " when using "]
    where Language.containsAny(padded, [cue]) {
      guard let range = text.lowercased().place(of: cue) else { continue }
      let offset = text.lowercased().distance(
        from: text.lowercased().startIndex, to: range.lowerBound)
      let condition = String(text.dropFirst(offset + 1))
      if !isAboutAll(condition, context) { return brief(condition) }
    }
    return nil
  }

  /// The condition that a question states for the sentence after it, or `nil`.
  static func ofQuestion(_ words: [Word], context: ExtractionContext) -> String? {
    guard words.last?.asks == true else { return nil }
    let text = words.map(\.text).joined(separator: " ")
    return isAboutAll(text, context) ? nil : brief(text)
  }

  /// A profile's name for a condition.
  static func slug(_ condition: String) -> String {
    let dull: Set<Substring> = [
      "for", "if", "when", "only", "optional", "the", "a", "an", "you", "your", "use", "using",
      "with", "on", "page", "add", "is", "are", "does", "needed", "required", "in", "to", "of",
      "it", "component", "enabled", "from", "come", "have", "users", "customers",
    ]
    let words = Language.padded(condition).split(separator: " ").filter { !dull.contains($0) }
    let name = words.prefix(4).joined(separator: "-").filter { $0.isASCII }
    return name.isEmpty ? "optional" : name
  }
}

extension String {
  func lastRange(of other: String) -> Range<String.Index>? {
    ranges(of: other).last
  }
}
