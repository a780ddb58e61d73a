import DocumentTree

/// Which sources of a sentence are on their way out: "replace X with Y", "use Y instead of X",
/// "remove X and add Y".
///
/// The nearest cue before a source decides; in the passive ("X was replaced by Y") the cue behind
/// the sources does.
enum Replacement {
  /// The sentence without what it says to give up, and that; `nil` when it gives up nothing.
  static func split(_ words: [Word]) -> (kept: [Word], old: [Word])? {
    var isGoing = false
    var isReplacing = false
    var old: Set<Int> = []
    var seen: [Int] = []
    for (index, word) in words.enumerated() {
      if word.source != nil {
        seen.append(index)
        if isGoing { old.insert(index) }
        continue
      }
      switch cue(word) {
      case .verb: isGoing = true
      case .from where isMoving(words[..<index]): isGoing = true
      case .preference:
        let next = index + 1 < words.count ? words[index + 1].text.lowercased() : ""
        guard next == "of" || next == "than" else { continue }
        isGoing = true
        isReplacing = true
      case .without:
        isGoing = true
        isReplacing = true
      case .stay:
        // "Remove X from Y", "drop X to ...": only a new verb ends what goes.
        if isGoing { isReplacing = isReplacing || !old.isEmpty }
        isGoing = false
      case .passive:
        guard isPassive(words[..<index]) else { continue }
        old.formUnion(seen)
        isReplacing = true
        isGoing = false
      case .from, nil: break
      }
      if word.endsSentence || word.hasColon { isGoing = false }
    }
    guard isReplacing, !old.isEmpty else { return nil }
    return (
      words.indices.filter { !old.contains($0) }.map { words[$0] }, old.sorted().map { words[$0] }
    )
  }

  /// What a word says of the sources around it.
  private enum Cue {
    /// Those behind it go.
    case verb
    /// Those behind it go when something moves away from them.
    case from
    /// Those behind it go after "of" or "than".
    case preference
    /// Those behind it go, for others.
    case without
    /// Those behind it stay.
    case stay
    /// Those before it went.
    case passive
  }

  private static func cue(_ word: Word) -> Cue? {
    // Most words are none, which a look at their bytes tells.
    cueWords.contains(word.text) ? cues[word.text.lowercased()] : nil
  }

  private static let cueWords = WordSet(Array(cues.keys))

  private static let cues: [String: Cue] = {
    let groups: [(Cue, [String])] = [
      (
        .verb,
        [
          "replace", "change", "swap", "exchange", "migrate", "switch", "rename", "replaces",
          "supersedes", "remove", "delete", "drop",
        ]
      ),
      (.from, ["from"]), (.preference, ["instead", "rather"]), (.without, ["without"]),
      (.stay, ["with", "to", "by", "use", "add", "allow", "include", "now", "list"]),
      (.passive, ["replaced", "superseded", "renamed", "moved"]),
    ]
    return Dictionary(
      uniqueKeysWithValues: groups.flatMap { cue, words in words.map { ($0, cue) } })
  }()

  /// A sentence without the words that made it a replacement, so that they do not refuse the rest.
  static func neutral(_ text: String) -> String {
    var text = text.lowercased()
    for phrase in ["replaced", "replaces", "replace", "remove", "delete", "drop"] {
      while let range = text.place(of: phrase) { text.replaceSubrange(range, with: "use") }
    }
    return text
  }

  private static func isMoving(_ words: ArraySlice<Word>) -> Bool {
    let verbs: Set<String> = ["switch", "change", "migrate", "move", "moved", "rename", "renamed"]
    return words.suffix(6).contains { verbs.contains($0.text.lowercased()) }
  }

  private static func isPassive(_ words: ArraySlice<Word>) -> Bool {
    let forms: Set<String> = ["is", "are", "was", "were", "been", "be", "got"]
    return words.suffix(2).contains { forms.contains($0.text.lowercased()) }
  }
}
