import DocumentTree

/// Environments for which documents give hosts of their own, such as a sandbox.
enum Environment {
  static let production = "production"

  /// The environment that a heading, label or cell names, or `nil`.
  static func named(in text: String) -> String? {
    let padded = Language.padded(text)
    guard Language.containsAny(padded, anyPhrase) else { return nil }
    return phrases.first { Language.containsAny(padded, $0.phrases) }?.name
  }

  private static let anyPhrase: Phrases = [
    " sandbox", " staging", " test", " development", " preview", " uat", " production ", " live ",
  ]
  private static let phrases: [(name: String, phrases: Phrases)] =
    ["sandbox", "staging", "test", "development", "preview", "uat"].map {
      ($0, Phrases([" \($0) ", " \($0)-"]))
    } + [(production, Phrases([" production ", " live "]))]

  /// The environment that a cell names and nothing else: "Sandbox", "Test mode".
  static func labelled(by cell: String) -> String? {
    guard cell.utf8.count <= 24 else { return nil }
    guard let name = named(in: cell) else { return nil }
    let words = Language.padded(cell).utf8.split(separator: 32)
    return words.count { !kinds.contains(Substring($0)) } == 1 ? name : nil
  }

  private static let kinds: WordSet = ["environment", "mode", "server", "account"]

  /// The environment that the place of a statement names: a short heading, or the short label
  /// above it.
  static func of(_ place: Passage) -> String? {
    for text in [place.leadIn, place.headings.last ?? ""]
    where isShort(text) {
      if let name = named(in: text) { return name }
    }
    return nil
  }

  /// Whether a text has one to six words.
  private static func isShort(_ text: String) -> Bool {
    var count = 0
    var isInWord = false
    for byte in text.utf8 {
      if byte != 32, !isInWord { count += 1 }
      if count > 6 { return false }
      isInWord = byte != 32
    }
    return count > 0
  }
}
