/// A source expression as a document spells it, checked and brought into shape.
struct SourceToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case keyword
    /// A nonce or hash, or a placeholder for one.
    case nonce
    case scheme
    case host
    case everything
  }

  var kind: Kind
  /// Spelling that leaves the extractor.
  var text: String
  /// Nearest legal spelling when ``text`` is not legal itself.
  var legal: String?
  /// Whether ``text`` is a legal source expression.
  var isLegal = true
  var isPlaceholder = false
  /// Host without scheme, port and path; empty unless the kind is host.
  var host = ""
  /// Whether the document writes a scheme before the host.
  var hasScheme = false

  /// What a word turned out to be.
  enum Reading: Sendable, Hashable {
    case source(SourceToken)
    /// Looks like a source and must not be one.
    case refused(String)
    /// Not a source.
    case nothing
  }

  /// Reads a word.
  ///
  /// - Parameters:
  ///   - word: The word without the punctuation around it.
  ///   - isInPolicy: Whether it stands where a policy has sources, so that `self`, `*` and
  ///     unusual schemes count.
  /// - Returns: The source, why it is none, or nothing when it does not look like one.
  static func read(_ word: String, isInPolicy: Bool) -> Reading {
    var text = word
    guard !text.isEmpty, text.utf8.count <= 300 else { return .nothing }
    // Most words hold no character that every source but two has.
    guard
      text.utf8.contains(where: { $0 == 46 || $0 == 58 || $0 == 45 || $0 == 39 || $0 == 42 })
        || isInPolicy && text.utf8.count == 4
    else { return .nothing }
    if text == "*" {
      return isInPolicy ? .source(SourceToken(kind: .everything, text: "*")) : .nothing
    }
    if text.utf8.first == 39, text.utf8.last == 39, text.utf8.count > 2 {
      let inner = String(text.dropFirst().dropLast())
      if let keyword = quoted(inner) { return .source(keyword) }
      text = inner
    } else if let keyword = unquotedKeyword(text, isInPolicy: isInPolicy) {
      return .source(keyword)
    }
    if text.hasPrefix("'") || text.hasSuffix("'") {
      text = text.trimming { $0 == "'" }
    }
    guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      return international(text, isInPolicy: isInPolicy)
    }
    if text.hasSuffix(":") { return scheme(text, isInPolicy: isInPolicy) }
    return HostToken.read(text, isInPolicy: isInPolicy)
  }

  /// A word outside ASCII: a host that leaves in punycode, or none.
  private static func international(_ text: String, isInPolicy: Bool) -> Reading {
    guard text.contains("."), isInPolicy || text.contains("://") else { return .nothing }
    if let ascii = InternationalHost.ascii(source: text) {
      return HostToken.read(ascii, isInPolicy: isInPolicy)
    }
    return text.contains("://") ? .refused("not-ascii") : .nothing
  }

  private static let keywords: Set<String> = [
    "self", "none", "unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic",
    "report-sample", "wasm-unsafe-eval", "inline-speculation-rules", "unsafe-allow-redirects",
    "trusted-types-eval",
  ]

  private static func quoted(_ inner: String) -> SourceToken? {
    let lower = inner.lowercased()
    if keywords.contains(lower) { return SourceToken(kind: .keyword, text: "'\(lower)'") }
    let isCredential = lower.hasPrefix("nonce") || lower.hasPrefix("sha")
    let isStandIn = lower.contains("nonce") || lower.contains("hash")
    guard isCredential || isStandIn, !inner.contains(" "), !inner.contains("'") else { return nil }
    guard isPrintable(inner) else { return nil }
    guard !inner.contains("."), !inner.contains("/") || isCredential else { return nil }
    let isLegal = isLegalCredential(inner)
    return SourceToken(
      kind: .nonce, text: "'\(inner)'", legal: nil, isLegal: isLegal,
      isPlaceholder: !lower.hasPrefix("sha256-") || !isLegal)
  }

  private static func isLegalCredential(_ inner: String) -> Bool {
    for prefix in ["nonce-", "sha256-", "sha384-", "sha512-"] where inner.hasPrefix(prefix) {
      let value = inner.dropFirst(prefix.count).utf8
      return !value.isEmpty
        && value.allSatisfy {
          ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 122) || $0 == 43 || $0 == 47
            || $0 == 45 || $0 == 95 || $0 == 61
        }
    }
    return false
  }

  private static func unquotedKeyword(_ text: String, isInPolicy: Bool) -> SourceToken? {
    guard text.utf8.contains(45) || text.utf8.count <= 6 else { return nil }
    let lower = text.lowercased().trimming { $0 == "'" }
    guard keywords.contains(lower) else { return nil }
    if lower == "self" || lower == "none" { guard isInPolicy else { return nil } }
    return SourceToken(kind: .keyword, text: "'\(lower)'")
  }

  private static let schemes: Set<String> = [
    "data:", "blob:", "https:", "http:", "wss:", "ws:", "mediastream:", "filesystem:",
  ]

  /// Schemes of pages and files inside applications.
  private static let appSchemes: Set<String> = [
    "gap:", "app:", "ionic:", "file:", "cdvfile:", "content:", "capacitor:",
    "capacitor-electron:", "tauri:", "asset:", "ipc:", "about:", "ms-appx:", "ms-appx-web:",
    "ms-appdata:", "vscode-webview:", "steammobile:",
  ]

  private static func scheme(_ text: String, isInPolicy: Bool) -> Reading {
    let lower = text.lowercased()
    if schemes.contains(lower) { return .source(SourceToken(kind: .scheme, text: lower)) }
    guard isInPolicy, lower.hasSuffix("-extension:") || appSchemes.contains(lower) else {
      return .nothing
    }
    return .source(SourceToken(kind: .scheme, text: lower))
  }

  static func isPrintable(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 59 && $0 != 44 }
  }
}

extension String {
  func trimming(where test: (Character) -> Bool) -> String {
    var part = self[...]
    while let first = part.first, test(first) { part.removeFirst() }
    while let last = part.last, test(last) { part.removeLast() }
    return String(part)
  }
}
