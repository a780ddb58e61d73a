/// Conditions under which a source is needed, as notes, headings and sentences state them.
enum Conditions {
  /// The condition that a cell of notes states, or `nil`.
  static func ofNote(_ text: String) -> String? {
    let padded = Language.padded(text)
    let cues = [
      " for ", " if ", " when ", " only ", " optional ", " unless ",
    ]
    guard padded.utf8.count < 160 else { return nil }
    if padded.hasPrefix(" required ") || padded.hasPrefix(" mandatory ") { return nil }
    let starts = cues.contains { padded.hasPrefix($0) }
    let only = Language.containsAny(padded, [" only if ", " only when ", " optional "])
    return starts || only ? String(text.prefix(80)) : nil
  }

  /// The condition in what follows a host in its line, or `nil`.
  static func ofRemark(_ text: String) -> String? {
    let padded = Language.padded(text)
    guard !padded.contains(" required ") || padded.contains(" not required ") else { return nil }
    return Language.containsAny(padded, [" optional ", " only if ", " only when ", " only for "])
      ? String(text.prefix(80)) : nil
  }

  /// The condition that a heading or lead-in states for what follows it, or `nil`.
  static func ofSetting(heading: String, leadIn: String) -> String? {
    let head = Language.padded(heading)
    if Language.containsAny(head, [" optional ", " optionally ", " only if "]) {
      return String(heading.prefix(80))
    }
    let lead = Language.padded(leadIn)
    let cues = [
      " only if ", " only when ", " only needed ", " if you use ", " if you are using ",
      " if youre using ", " when using ", " if you enable ", " on the page add ",
      " customers only ",
      " depends on ", " if you have enabled ", " in case you ", " optional ", " ask for more ",
      " are you ", " does the ", " loaded by ", " additionally if ",
    ]
    return Language.containsAny(lead, cues) ? String(leadIn.prefix(80)) : nil
  }
}
