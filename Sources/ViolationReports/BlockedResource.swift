import ContentSecurityPolicy

/// What a policy blocked: an origin, or something that has none.
public enum BlockedResource: Sendable, Hashable {
  /// `https://h`, `wss://h:8443`, or a bare `h` where the report gives no scheme; punycode, lower case, no default port.
  case origin(String)
  /// `inline`, `eval`, `data`, `blob` and their like.
  case keyword(String)

  /// The origin or keyword.
  public var text: String {
    switch self {
    case .origin(let text), .keyword(let text): text
    }
  }

  /// Reads what ``text`` wrote, or a report; `nil` for what is noise or names nothing.
  public init?(_ text: String) {
    guard case .resource(let resource) = Self.reading(text) else { return nil }
    self = resource
  }

  /// What browsers report instead of a URL.
  ///
  /// See <https://www.w3.org/TR/CSP3/#violation-resource>; `self` and `data` are those of older browsers.
  static let keywords: Set<String> = [
    "inline", "eval", "wasm-eval", "self", "trusted-types-policy", "trusted-types-sink",
  ]

  /// How the text of a report reads.
  enum Reading: Equatable {
    case resource(BlockedResource)
    case noise(ReportNoise)
    /// It names nothing; why.
    case unreadable(String)
  }

  /// Reads `blocked-uri` or `blockedURL`.
  ///
  /// - Parameter text: A URL, an origin, a bare host, a scheme or a keyword.
  /// - Returns: What it names; path, query and fragment are cut off.
  static func reading(_ text: String) -> Reading {
    let text = text.withoutQuotes
    if text.isEmpty { return .noise(.nothingBlocked) }
    let word = text.lowercasedASCII
    if keywords.contains(word) { return .resource(.keyword(word)) }
    guard let scheme = scheme(of: text) else { return bare(text, word) }
    switch SchemeRole(scheme) {
    case .network:
      guard let url = RequestURL(text), let host = url.host.reportedHost else {
        return .unreadable("what was blocked is no URL with a host")
      }
      return .resource(.origin("\(scheme)://\(host)\(url.port.map { ":\($0)" } ?? "")"))
    case .local: return .resource(.keyword(scheme))
    case let role: return .noise(role.noise ?? .unknownScheme)
    }
  }

  /// Reads what has no scheme: a bare scheme, or a host with or without port and path.
  private static func bare(_ text: String, _ word: String) -> Reading {
    let role = SchemeRole(word)
    if case .local = role { return .resource(.keyword(word)) }
    // A WebSocket of which only the scheme is told.
    if case .network = role { return .resource(.keyword(word)) }
    if let noise = role.noise, noise != .unknownScheme { return .noise(noise) }
    let place = word.drop { $0 == "/" }.prefix { !"/?#\\".contains($0) }
    guard place.contains(".") || place.contains("localhost") || place.hasPrefix("[") else {
      return .noise(.unknownScheme)
    }
    guard let url = RequestURL("https://" + text), let host = url.host.reportedHost else {
      return .unreadable("what was blocked is no host")
    }
    guard host.contains(".") || host == "localhost" || host.hasPrefix("[") else {
      return .noise(.unknownScheme)
    }
    return .resource(.origin(host + (url.port.map { ":\($0)" } ?? "")))
  }

  /// The scheme of a URL in lower case; `nil` for a host with a port.
  static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon != text.startIndex,
      text.utf8.first.map({ $0 < 0x3A || $0 > 0x40 }) ?? false
    else { return nil }
    let name = text[..<colon]
    guard name.utf8.allSatisfy(\.isSchemeByte), name.utf8.first.map(\.isLetter) ?? false else {
      return nil
    }
    let rest = text.utf8[text.utf8.index(after: colon)...]
    let afterDigits = rest.drop { (0x30...0x39).contains($0) }
    let isPort =
      afterDigits.startIndex != rest.startIndex
      && (afterDigits.first.map { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? true)
    return isPort ? nil : String(name).lowercasedASCII
  }
}

extension String {
  /// The text in lower case, of ASCII letters only.
  var lowercasedASCII: String {
    if !utf8.contains(where: { (0x41...0x5A).contains($0) }) { return self }
    return String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// The text without white space and one pair of quotes around it.
  fileprivate var withoutQuotes: String {
    var rest = utf8[...]
    while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
    while let first = rest.first, first <= 0x20 { rest = rest.dropFirst() }
    if rest.count >= 2, rest.first == UInt8(ascii: "'"), rest.last == UInt8(ascii: "'") {
      rest = rest.dropFirst().dropLast()
    }
    return String(Substring(rest))
  }

  /// The host without a dot at its end; `nil` for what no name server and no address has.
  var reportedHost: String? {
    let host = hasSuffix(".") ? String(dropLast()) : self
    if host.hasPrefix("[") {
      let inner = host.utf8.dropFirst().dropLast()
      return inner.allSatisfy { $0.isHexDigit || $0 == 0x3A || $0 == 0x2E } ? host : nil
    }
    guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
    let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      (1...63).contains(label.count)
        && label.allSatisfy {
          $0.isLetter || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
        }
    }
    return isName ? host : nil
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self | 0x20)
  }
  fileprivate var isSchemeByte: Bool {
    isLetter || (0x30...0x39).contains(self) || self == 0x2B || self == 0x2D || self == 0x2E
  }
}
