import DocumentTree

/// The directives of a policy and the ways in which documents spell their names.
enum DirectiveName {
  /// Directives whose value is a list of sources.
  static let withSources: Set<String> = [
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src",
    "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "media-src",
    "object-src", "frame-src", "child-src", "worker-src", "manifest-src", "prefetch-src",
    "fenced-frame-src", "form-action", "frame-ancestors", "base-uri", "navigate-to",
  ]

  /// Directives whose value is something else, and names that end a list all the same.
  static let others: Set<String> = [
    "report-uri", "report-to", "upgrade-insecure-requests", "block-all-mixed-content",
    "require-trusted-types-for", "trusted-types", "plugin-types", "sandbox", "require-sri-for",
    "referrer", "reflected-xss",
  ]

  /// What a word names, in the policy's own spelling.
  enum Reading: Equatable {
    case sources(String)
    case other
  }

  /// Reads `script-src`, `Script-Src`, `scriptSrc`, `script_src` and `CSP_SCRIPT_SRC`.
  static func read(_ word: String) -> Reading? {
    let count = word.utf8.count
    guard count >= 6, count <= 32 else { return nil }
    guard word.utf8.dropFirst().contains(where: { $0 == 45 || $0 == 95 || $0 >= 65 && $0 <= 90 })
    else { return nil }
    let lower = word.lowercased()
    if withSources.contains(lower) { return .sources(lower) }
    if others.contains(lower), lower != "referrer", lower != "sandbox" { return .other }
    if lower == "image-src" { return .sources("img-src") }
    if word.contains("_") {
      var name = lower
      if name.hasPrefix("csp_") { name.removeFirst(4) }
      let hyphened = String(name.map { $0 == "_" ? "-" : $0 })
      if withSources.contains(hyphened) { return .sources(hyphened) }
      return others.contains(hyphened) ? .other : nil
    }
    guard !word.contains("-") else { return nil }
    var hyphened = ""
    for character in word {
      if character.isUppercase && !hyphened.isEmpty { hyphened += "-" }
      hyphened += character.lowercased()
    }
    guard hyphened.contains("-") else { return nil }
    if withSources.contains(hyphened) { return .sources(hyphened) }
    return others.contains(hyphened) && word != "reportTo" ? .other : nil
  }

  /// Reads a name that is a member of something: `policy.script_src`, `builder.AddScriptSrc`.
  static func readMember(_ word: String) -> String? {
    if let range = word.place(of: "Directive::") {
      let name = word[range.upperBound...].lowercased() + "-src"
      return withSources.contains(name) ? name : nil
    }
    guard word.utf8.contains(46), let dot = word.lastIndex(of: ".") else { return nil }
    var name = word[word.index(after: dot)...]
    for prefix in ["Add", "add", "set", "Set", "With", "with"] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    guard case .sources(let found)? = read(String(name)) else { return nil }
    return found
  }

  /// Reads a name to which the word before it is glued, as in `yourstyle-src`.
  static func readGlued(_ word: String) -> String? {
    guard word.utf8.contains(45) else { return nil }
    if let brace = word.lastIndex(of: "}") {
      // A variable in a string: `${csp}script-src`.
      guard case .sources(let name)? = read(String(word[word.index(after: brace)...])) else {
        return nil
      }
      return name
    }
    let lower = word.lowercased()
    guard lower.hasSuffix("-src") || lower.hasSuffix("-action") else { return nil }
    for prefix in glue where lower.hasPrefix(prefix) {
      let rest = String(lower.dropFirst(prefix.count))
      if withSources.contains(rest) { return rest }
    }
    return nil
  }

  private static let glue = [
    "your", "the", "in", "to", "into", "add", "for", "and", "or", "under", "include", "a", "of",
  ]
}
