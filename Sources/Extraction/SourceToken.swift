import DocumentTree

/// A source expression as a document spells it, checked and brought into shape.
final class SourceToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case keyword
    /// A nonce or hash, or a placeholder for one.
    case nonce
    case scheme
    case host
    case everything
  }

  let kind: Kind
  /// Spelling that leaves the extractor.
  let text: String
  /// Nearest legal spelling when ``text`` is not legal itself.
  let legal: String?
  /// Whether ``text`` is a legal source expression.
  let isLegal: Bool
  let isPlaceholder: Bool
  /// Host without scheme, port and path; empty unless the kind is host.
  let host: String
  /// Whether the document writes a scheme before the host.
  let hasScheme: Bool
  /// The registrable domain of ``text``.
  let site: String?
  /// Of ``text``; tokens are looked up often.
  private let textHash: Int

  init(
    kind: Kind, text: String, legal: String? = nil, isLegal: Bool = true,
    isPlaceholder: Bool = false, host: String = "", hasScheme: Bool = false
  ) {
    self.kind = kind
    self.text = text
    self.legal = legal
    self.isLegal = isLegal
    self.isPlaceholder = isPlaceholder
    self.host = host
    self.hasScheme = hasScheme
    site = kind == .host ? RegistrableDomain.of(source: text) : nil
    textHash = text.hashValue
  }

  static func == (some: SourceToken, other: SourceToken) -> Bool {
    some === other
      || some.textHash == other.textHash && some.text == other.text && some.kind == other.kind
        && some.legal == other.legal
        && some.isLegal == other.isLegal && some.isPlaceholder == other.isPlaceholder
        && some.host == other.host && some.hasScheme == other.hasScheme
  }

  func hash(into hasher: inout Hasher) { hasher.combine(textHash) }

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
    var word = word
    return word.withUTF8 { read($0, isInPolicy: isInPolicy) }
  }

  /// Reads a word.
  static func read(_ word: UnsafeBufferPointer<UInt8>, isInPolicy: Bool) -> Reading {
    guard !word.isEmpty, word.count <= 300 else { return .nothing }
    // Most words hold no character that every source but two has.
    guard
      isInPolicy && word.count == 4
        || word.contains(where: { $0 == 46 || $0 == 58 || $0 == 45 || $0 == 39 || $0 == 42 })
    else { return .nothing }
    if word.count == 1, word[0] == 42 { return isInPolicy ? .source(everything) : .nothing }
    var text = word
    if text[0] == 39, text[text.count - 1] == 39, text.count > 2 {
      text = UnsafeBufferPointer(rebasing: text[1..<(text.count - 1)])
      if let keyword = quoted(text) { return .source(keyword) }
    } else if let keyword = unquotedKeyword(text, isInPolicy: isInPolicy) {
      return .source(keyword)
    }
    text = text.trimming { $0 == 39 }
    guard text.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      return international(String(decoding: text, as: UTF8.self))
    }
    if text.last == 58 { return scheme(text, isInPolicy: isInPolicy) }
    return HostToken.read(text)

    func international(_ text: String) -> Reading {
      guard text.holds(byte: 46), isInPolicy || text.holds("://") else { return .nothing }
      if var ascii = InternationalHost.ascii(source: text) {
        return ascii.withUTF8 { HostToken.read($0) }
      }
      return text.holds("://") ? .refused("not-ascii") : .nothing
    }
  }

  private static let everything = SourceToken(kind: .everything, text: "*")

  private static let keywords: WordSet = [
    "self", "none", "unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic",
    "report-sample", "wasm-unsafe-eval", "inline-speculation-rules", "unsafe-allow-redirects",
    "trusted-types-eval",
  ]

  private static func quoted(_ inner: UnsafeBufferPointer<UInt8>) -> SourceToken? {
    if let name = keywords.word(inner) { return SourceToken(kind: .keyword, text: "'\(name)'") }
    let inner = String(decoding: inner, as: UTF8.self)
    let lower = inner.lowercased()
    let isCredential = lower.hasPrefix("nonce") || lower.hasPrefix("sha")
    let isStandIn = lower.holds("nonce") || lower.holds("hash")
    guard isCredential || isStandIn, !inner.holds(byte: 32), !inner.holds(byte: 39) else {
      return nil
    }
    guard isPrintable(inner.utf8) else { return nil }
    guard !inner.holds(byte: 46), !inner.holds(byte: 47) || isCredential else { return nil }
    let isLegal = isLegalCredential(inner)
    return SourceToken(
      kind: .nonce, text: "'\(inner)'", isLegal: isLegal,
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

  private static func unquotedKeyword(
    _ text: UnsafeBufferPointer<UInt8>, isInPolicy: Bool
  ) -> SourceToken? {
    guard text.count <= 6 || text.contains(45), let name = keywords.word(text.trimming { $0 == 39 })
    else { return nil }
    if name == "self" || name == "none" { guard isInPolicy else { return nil } }
    return SourceToken(kind: .keyword, text: "'\(name)'")
  }

  private static let schemes: WordSet = [
    "data:", "blob:", "https:", "http:", "wss:", "ws:", "mediastream:", "filesystem:",
  ]

  /// Schemes of pages and files inside applications.
  private static let appSchemes: WordSet = [
    "gap:", "app:", "ionic:", "file:", "cdvfile:", "content:", "capacitor:",
    "capacitor-electron:", "tauri:", "asset:", "ipc:", "about:", "ms-appx:", "ms-appx-web:",
    "ms-appdata:", "vscode-webview:", "steammobile:",
  ]

  private static func scheme(_ text: UnsafeBufferPointer<UInt8>, isInPolicy: Bool) -> Reading {
    if let name = schemes.word(text) { return .source(SourceToken(kind: .scheme, text: name)) }
    guard isInPolicy else { return .nothing }
    let lower = String(decoding: text, as: UTF8.self).lowercased()
    guard lower.hasSuffix("-extension:") || appSchemes.contains(text) else { return .nothing }
    return .source(SourceToken(kind: .scheme, text: lower))
  }

  static func isPrintable(_ text: some Sequence<UInt8>) -> Bool {
    text.allSatisfy { $0 > 32 && $0 < 127 && $0 != 59 && $0 != 44 }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes between those at both ends that a test holds for.
  func trimming(where test: (UInt8) -> Bool) -> UnsafeBufferPointer<UInt8> {
    var low = 0
    var high = count
    while low < high, test(self[low]) { low += 1 }
    while low < high, test(self[high - 1]) { high -= 1 }
    return UnsafeBufferPointer(rebasing: self[low..<high])
  }
}
