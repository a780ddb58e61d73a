import DocumentTree

/// What texts say of samples that show how things are or were, not what is asked for.
extension Language {
  /// Whether "replace" is about a placeholder that the reader has to fill in.
  private static func fillsIn(_ padded: String) -> Bool {
    containsAny(
      padded,
      [
        " with your ", " with the ", " by your ", " by the ", " placeholder ", " placeholders ",
        " with a ", " with yours ",
      ])
  }

  /// Whether a short label says that what follows is how things were: "Before", "Old policy".
  static func isOldState(_ label: String) -> Bool {
    guard label.utf8.count <= 60 else { return false }
    var padded = padded(label)
    return padded.withUTF8 { bytes in
      var count = 0
      var isOld = false
      var isPresent = false
      var isPolicy = false
      for word in bytes.split(separator: 32) {
        let word = UnsafeBufferPointer(rebasing: word)
        count += 1
        if oldStates.contains(word) {
          isOld = true
        } else if presentStates.contains(word) {
          isPresent = true
        } else if policyWords.contains(word) {
          isPolicy = true
        } else if !stateWords.contains(word) {
          return false
        }
      }
      return (1...5).contains(count) && (isOld || isPresent && isPolicy)
    }
  }

  private static let oldStates: WordSet = [
    "before", "old", "previous", "vorher", "avant", "antes",
  ]
  private static let presentStates: WordSet = ["current", "existing"]
  private static let policyWords: WordSet = [
    "policy", "csp", "header", "configuration", "config", "content-security-policy", "value",
  ]
  private static let stateWords: WordSet = [
    "the", "change", "upgrade", "your", "version", "update", "migration", "state", "code",
    "host", "hosts", "domain", "domains", "url", "urls", "address", "addresses", "source",
    "sources", "endpoint", "endpoints", "origin", "origins",
  ]

  /// Whether a lead-in says that what follows is what the sample before has to become.
  static func givesResult(_ text: String) -> Bool {
    containsAny(
      padded(text),
      [
        " should read ", " should now read ", " becomes ", " should become ", " turns into ",
        " turn it into ", " change it to ", " ought to read ", " has to read ", " must read ",
      ])
  }

  /// Whether a heading stands above articles beside this one.
  static func isBesideThePoint(_ heading: String) -> Bool {
    containsAny(
      padded(heading),
      [" related articles ", " related topics ", " see also ", " further reading ", " read next "])
  }

  /// How a lead-in to text that is there already ends: "Look for", "Find this line".
  private static let seeking = [
    " look for ", " find ", " search for ", " locate ", " find this line ", " find the line ",
    " look for this line ", " look for the line ", " search for this line ",
  ]

  private static let seekingEnds = Set(seeking.compactMap { $0.utf8.dropLast().last })

  /// Whether the text before a sample says that it is somebody's policy before a change, or the
  /// change itself.
  static func isIllustration(_ spelling: String) -> Bool {
    let text = padded(spelling)
    if isOldState(text) { return true }
    let hasPlaceholder = spelling.utf8.contains { $0 == 123 || $0 == 91 || $0 == 60 }
    if text.holds(" replace "), !hasPlaceholder, !fillsIn(text) { return true }
    if let end = text.utf8.dropLast().last, seekingEnds.contains(end),
      seeking.contains(where: { text.hasSuffix($0) })
    {
      return true
    }
    return containsAny(text, illustrating)
  }

  private static let illustrating: Phrases =
    [
      " suppose ", " imagine ", " before the change ", " currently looks ",
      " existing policy is ",
      " it should become ", " should become ", " would become ", " assume ",
      " your current policy ", " if your policy is ", " if your csp is ",
      " looks like this today ", " angenommen ", " customize ", " customise ",
      " directives of your own ", " add hosts of your own ", " add sources of your own ",
      " add domains of your own ", " add your own hosts ", " add your own sources ",
      " add your own domains ", " bad example ", " wrong ", " do not do ",
    ]

  /// Whether text is what a browser's console says.
  static func isConsole(_ text: String) -> Bool {
    containsAny(text.lowercased(), console)
  }

  private static let console: Phrases =
    [
      "refused to", "violates the following", "blocked the loading", "because it violates",
      "blocked by csp", "blocked by content security", "violation of the following",
      "blocked-uri", "violated-directive", "blocked a resource", "blocked the execution",
      "blockedurl", "effectivedirective", "originalpolicy", "\"csp-violation\"", "\"csp-report\"",
      "err_blocked", "page's settings blocked", "effective-directive",
    ]
}
