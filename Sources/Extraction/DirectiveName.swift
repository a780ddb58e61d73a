import DocumentTree

/// The directives of a policy and the ways in which documents spell their names.
enum DirectiveName {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Directives whose value is a list of sources.
  static let withSources: WordSet = [
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src",
    "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "media-src",
    "object-src", "frame-src", "child-src", "worker-src", "manifest-src", "prefetch-src",
    "fenced-frame-src", "form-action", "frame-ancestors", "base-uri", "navigate-to",
  ]

  /// Directives whose value is something else, and names that end a list all the same.
  static let others: WordSet = [
    "report-uri", "report-to", "upgrade-insecure-requests", "block-all-mixed-content",
    "require-trusted-types-for", "trusted-types", "plugin-types", "require-sri-for",
    "reflected-xss",
  ]

  /// Names that are plain words unless they are spelt as a setting's: `CSP_SANDBOX`.
  private static let lone: WordSet = ["sandbox", "referrer"]

  private static let images: WordSet = ["image-src"]

  /// What a word names, in the policy's own spelling.
  enum Reading: Equatable {
    case sources(String)
    case other
  }

  /// Reads `script-src`, `Script-Src`, `scriptSrc`, `script_src` and `CSP_SCRIPT_SRC`.
  static func read(_ word: Bytes) -> Reading? {
    guard word.count >= 6, word.count <= 32 else { return nil }
    var hasHyphen = false
    var hasUnderscore = false
    var hasCapital = false
    for (place, byte) in word.enumerated() {
      switch byte {
      case 45: hasHyphen = true
      case 95: hasUnderscore = true
      case 65...90: if place > 0 { hasCapital = true }
      case 128...: return nil
      default: break
      }
    }
    if hasUnderscore {
      var name = word.map { $0 == 95 ? 45 : $0.lowered }
      if name.starts(with: "csp-".utf8), word[3] == 95 { name.removeFirst(4) }
      return name.withUnsafeBufferPointer { plain($0) ?? (lone.contains($0) ? .other : nil) }
    }
    if hasHyphen { return plain(word) ?? (images.contains(word) ? .sources("img-src") : nil) }
    guard hasCapital else { return nil }
    var name: [UInt8] = []
    name.reserveCapacity(word.count + 4)
    for byte in word {
      if byte >= 65 && byte <= 90 && !name.isEmpty { name.append(45) }
      name.append(byte.lowered)
    }
    let found = name.withUnsafeBufferPointer { plain($0) }
    return found == .other && word.elementsEqual("reportTo".utf8) ? nil : found
  }

  private static func plain(_ word: Bytes) -> Reading? {
    if let name = withSources.word(word) { return .sources(name) }
    return others.contains(word) ? .other : nil
  }

  /// Reads a name that is a member of something: `policy.script_src`, `builder.AddScriptSrc`.
  static func readMember(_ word: Bytes) -> String? {
    if word.contains(58), let member = readPath(String(decoding: word, as: UTF8.self)) {
      return member.isEmpty ? nil : member
    }
    guard let dot = word.lastIndex(of: 46) else { return nil }
    var name = word[(dot + 1)...]
    for prefix in ["Add", "add", "set", "Set", "With", "with"] where name.starts(with: prefix.utf8)
    {
      name = name.dropFirst(prefix.utf8.count)
    }
    guard case .sources(let found)? = read(Bytes(rebasing: name)) else { return nil }
    return found
  }

  /// Reads `Directive::Script`; empty for another member, `nil` for no such path.
  private static func readPath(_ word: String) -> String? {
    guard let range = word.place(of: "Directive::") else { return nil }
    var name = word[range.upperBound...].lowercased() + "-src"
    return name.withUTF8 { withSources.word($0) } ?? ""
  }

  /// Reads a name to which the word before it is glued, as in `yourstyle-src`.
  static func readGlued(_ word: Bytes) -> String? {
    guard word.contains(45) else { return nil }
    if let brace = word.lastIndex(of: 125) {
      // A variable in a string: `${csp}script-src`.
      guard case .sources(let name)? = read(Bytes(rebasing: word[(brace + 1)...])) else {
        return nil
      }
      return name
    }
    guard word.count > 4, endings.contains(Bytes(rebasing: word.suffix(4))) else { return nil }
    for prefix in glue where word.count > prefix.utf8.count {
      guard zip(word, prefix.utf8).allSatisfy({ $0.lowered == $1 }) else { continue }
      let rest = Bytes(rebasing: word[prefix.utf8.count...])
      if let name = withSources.word(rest) { return name }
    }
    return nil
  }

  /// How the names end that words are glued to.
  private static let endings: WordSet = ["-src", "tion"]

  private static let glue = [
    "your", "the", "in", "to", "into", "add", "for", "and", "or", "under", "include", "a", "of",
  ]
}
