import DocumentTree

/// Reads hosts with their scheme, port and path, and tells them from what only looks like one.
enum HostToken {
  static func read(_ spelling: String, isInPolicy: Bool) -> SourceToken.Reading {
    let word = isShouted(spelling) ? spelling.lowercased() : spelling
    guard word.utf8.contains(46) || word.utf8.contains(58) else { return .nothing }
    guard let parts = Parts(word) else { return .nothing }
    guard SourceToken.isPrintable(word), !word.contains("\"") else { return .nothing }
    if parts.host.contains("@") || parts.scheme.isEmpty && parts.rest.contains("@") {
      return .refused("e-mail-address")
    }
    let labels = parts.host.split(separator: ".", omittingEmptySubsequences: false)
    if labels.count == 1, !parts.scheme.isEmpty, "{[<$".contains(parts.host.prefix(1)),
      parts.host.count > 2, labels.allSatisfy(Placeholder.isLabel)
    {
      return .source(
        SourceToken(
          kind: .host, text: parts.scheme + "://" + parts.host + parts.port, isLegal: false,
          isPlaceholder: true, host: parts.host, hasScheme: true))
    }
    guard labels.count >= 2, !labels.dropFirst().contains(where: \.isEmpty) else {
      return parts.scheme.isEmpty ? .nothing : .refused("no-host")
    }
    guard labels.allSatisfy(Placeholder.isLabel) else { return .nothing }
    var literal = Array(
      labels.reversed().prefix { !Placeholder.isIn($0) && !$0.contains("*") }.reversed())
    if literal.count == labels.count - 1, let first = labels.first, first.hasPrefix("*"),
      first.count > 1, !first.dropFirst().contains("*")
    {
      literal.insert(first.dropFirst(), at: 0)
    }
    guard let last = literal.last else { return .nothing }
    guard isKnownTop(last) else {
      return parts.scheme.isEmpty ? .nothing : .refused("unknown-top-level-domain")
    }
    if parts.scheme.isEmpty && isFileName(parts.host, word) { return .nothing }
    if literal.count < 2 {
      // `service.your-domain.com`: a host of the vendor's under the reader's own domain.
      guard labels.count >= 3, labels.first != "www", labels.first?.contains("*") == false else {
        return .refused("example-host")
      }
      return .source(token(parts, labels: labels, literal: literal))
    }
    if isReserved(literal) { return .refused("example-host") }
    return .source(token(parts, labels: labels, literal: literal))
  }

  /// Whether a word is in capitals from end to end, as in old pages; a placeholder is not.
  private static func isShouted(_ word: String) -> Bool {
    var letters = 0
    for byte in word.utf8 {
      if byte >= 97 && byte <= 122 || byte == 95 || byte == 123 || byte == 60 { return false }
      if byte >= 65 && byte <= 90 { letters += 1 }
    }
    return letters > 3 && word.utf8.count { $0 == 46 } >= 2
  }

  /// Scheme, host, port and path of a word.
  struct Parts {
    var scheme = ""
    var host = ""
    var port = ""
    var rest = ""

    init?(_ word: String) {
      var text = Substring(word)
      if let range = text.place(of: "://") {
        scheme = text[..<range.lowerBound].lowercased()
        guard ["http", "https", "ws", "wss"].contains(scheme) else { return nil }
        text = text[range.upperBound...]
      } else if text.hasPrefix("//") {
        text = text.dropFirst(2)
      }
      var depth = 0
      let bytes = text.utf8
      let end =
        bytes.indices.first { index in
          switch bytes[index] {
          case 123, 91, 60: depth += 1
          case 125, 93, 62: depth -= 1
          case 47, 63, 35: return depth == 0
          default: break
          }
          return false
        } ?? text.endIndex
      let authority = text[..<end]
      rest = String(text[end...])
      if let colon = authority.lastIndex(of: ":"),
        authority[authority.index(after: colon)...].allSatisfy({ $0.isNumber || $0 == "*" })
      {
        port = String(authority[colon...])
        host = String(authority[..<colon])
      } else {
        host = String(authority)
      }
      guard !host.isEmpty, host.utf8.count <= 253, host.first != "-" else { return nil }
    }
  }

  private static func token(
    _ parts: Parts, labels: [Substring], literal: [Substring]
  ) -> SourceToken {
    let host = labels.map { Placeholder.isIn($0) ? String($0) : $0.lowercased() }
      .joined(separator: ".")
    let scheme = parts.scheme.isEmpty ? "" : parts.scheme + "://"
    var path = String(parts.rest.prefix { $0 != "?" && $0 != "#" })
    let text = scheme + host + parts.port + path
    var token = SourceToken(
      kind: .host, text: text, host: host, hasScheme: !parts.scheme.isEmpty)
    var legalHost = host
    let isOdd = labels.enumerated().contains { index, label in
      Placeholder.isIn(label) || (label.contains("*") && (index > 0 || label != "*"))
    }
    if isOdd {
      token.isLegal = false
      token.isPlaceholder = labels.contains(where: Placeholder.isIn)
      legalHost = "*." + literal.map { $0.lowercased() }.joined(separator: ".")
      if RegistrableDomain.of(host: String(legalHost.dropFirst(2))) == nil { legalHost = "" }
    }
    if let cut = Placeholder.pathCut(path) {
      token.isLegal = false
      token.isPlaceholder = token.isPlaceholder || !path.contains("*")
      path = String(path[..<cut])
    }
    if !token.isLegal && !legalHost.isEmpty {
      token.legal = scheme + legalHost + parts.port + path
    }
    return token
  }

  private static func isKnownTop(_ label: Substring) -> Bool {
    let name = label.lowercased()
    return name != "local" && reserved.contains(name)
      || RegistrableDomain.isSuffix(name)
  }

  /// Names of files, members and packages end in top-level domains, too.
  private static func isFileName(_ host: String, _ word: String) -> Bool {
    guard !word.hasPrefix("//") else { return false }
    let labels = host.lowercased().split(separator: ".")
    guard let last = labels.last, let first = labels.first else { return true }
    if extensions.contains(last) && labels.count <= 3 && !host.contains("*") { return true }
    let looksLikeMember = word.dropFirst().contains { $0.isUppercase }
    return objects.contains(first)
      && (looksLikeMember
        || labels.count == 2 && ["name", "net", "id", "host", "app"].contains(last))
  }

  private static func isReserved(_ literal: [Substring]) -> Bool {
    guard let last = literal.last?.lowercased() else { return true }
    if reserved.contains(last) { return true }
    guard literal.count >= 2 else { return false }
    let second = literal[literal.count - 2].lowercased()
    if second == "example" { return true }
    return samples.contains(second)
  }

  private static let extensions: Set<Substring> = [
    "js", "ts", "md", "sh", "py", "rs", "pl", "ps", "zip", "mov", "java", "cfg", "conf", "json",
    "html", "css", "php", "rb", "go", "jsx", "tsx", "mjs", "cjs", "xml", "yml", "vue", "map",
    "cab", "bat",
  ]

  private static let objects: Set<Substring> = [
    "window", "document", "process", "navigator", "console", "module", "exports", "response",
    "request", "res", "req", "app", "this", "self", "config", "object", "array", "math", "node",
    "system", "asp", "import", "helmet", "builder", "options", "policy", "headers", "location",
  ]

  private static let samples: Set<String> = [
    "mywebsite", "mysite", "yoursite", "yourwebsite", "your-site", "your-website",
    "customerdomain", "mydomain", "yourcompany", "your-company", "my-site", "my-domain",
    "mycompany", "acme", "customer-domain", "trusted", "trusted-site", "trustedsite",
    "somesite", "somedomain", "othersite", "yourserver", "your-server", "myserver",
    "yourapp", "your-app", "myapp", "my-app",
  ]

  private static let reserved: Set<String> = [
    "example", "test", "invalid", "localhost", "local",
  ]
}
