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
      guard cues.contains(word.text) else {
        if word.endsSentence || word.hasColon { isGoing = false }
        continue
      }
      let text = word.text.lowercased()
      switch text {
      case "replace", "change", "swap", "exchange", "migrate", "switch", "rename", "replaces",
        "supersedes", "remove", "delete", "drop":
        isGoing = true
      case "from" where isMoving(words[..<index]):
        isGoing = true
      case "instead", "rather":
        let next = index + 1 < words.count ? words[index + 1].text.lowercased() : ""
        guard next == "of" || next == "than" else { continue }
        isGoing = true
        isReplacing = true
      case "without":
        isGoing = true
        isReplacing = true
      case "with", "to", "by", "use", "add", "allow", "include", "now", "list":
        // "Remove X from Y", "drop X to ...": only a new verb ends what goes.
        if isGoing { isReplacing = isReplacing || !old.isEmpty }
        isGoing = false
      case "replaced", "superseded", "renamed", "moved":
        guard isPassive(words[..<index]) else { continue }
        old.formUnion(seen)
        isReplacing = true
        isGoing = false
      default: break
      }
      if word.endsSentence || word.hasColon { isGoing = false }
    }
    guard isReplacing, !old.isEmpty else { return nil }
    return (
      words.indices.filter { !old.contains($0) }.map { words[$0] }, old.sorted().map { words[$0] }
    )
  }

  /// The words that change what goes and what stays.
  private static let cues: WordSet = [
    "replace", "change", "swap", "exchange", "migrate", "switch", "rename", "replaces",
    "supersedes", "remove", "delete", "drop", "from", "instead", "rather", "without", "with", "to",
    "by", "use", "add", "allow", "include", "now", "list", "replaced", "superseded", "renamed",
    "moved",
  ]

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
