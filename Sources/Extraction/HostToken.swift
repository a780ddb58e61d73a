import DocumentTree

/// Reads hosts with their scheme, port and path, and tells them from what only looks like one.
///
/// What comes in is ASCII without blanks.
enum HostToken {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  static func read(_ spelling: Bytes) -> SourceToken.Reading {
    guard spelling.contains(where: { $0 == 46 || $0 == 58 }) else { return .nothing }
    guard isShouted(spelling) else { return readCased(spelling) }
    return spelling.map(\.lowered).withUnsafeBufferPointer { readCased($0) }
  }

  private static func readCased(_ word: Bytes) -> SourceToken.Reading {
    guard let parts = Parts(word) else { return .nothing }
    guard word.allSatisfy({ $0 != 59 && $0 != 44 && $0 != 34 }) else { return .nothing }
    let host = parts.host
    if host.contains(64) || parts.scheme.isEmpty && parts.rest.contains(64) {
      return .refused("e-mail-address")
    }
    let labels = Labels(host)
    if labels.count == 1, !parts.scheme.isEmpty, host.count > 2,
      host[0] == 123 || host[0] == 91 || host[0] == 60 || host[0] == 36, Placeholder.isLabel(host)
    {
      let name = text(host)
      return .source(
        SourceToken(
          kind: .host, text: text(parts.scheme).lowercased() + "://" + name + text(parts.port),
          isLegal: false, isPlaceholder: true, host: name, hasScheme: true))
    }
    guard labels.count >= 2, (1..<labels.count).allSatisfy({ !labels[$0].isEmpty }) else {
      return parts.scheme.isEmpty ? .nothing : .refused("no-host")
    }
    guard (0..<labels.count).allSatisfy({ Placeholder.isLabel(labels[$0]) }) else {
      return .nothing
    }
    // How many labels at the end are literal.
    var literal = 0
    while literal < labels.count {
      let label = labels[labels.count - 1 - literal]
      if label.contains(42) || Placeholder.isIn(label) { break }
      literal += 1
    }
    let first = labels[0]
    // `*vendor.com`: what follows the asterisk is literal, too.
    let glued =
      literal == labels.count - 1 && first.count > 1 && first[0] == 42
      && !first.dropFirst().contains(42)
    guard literal > 0 else { return .nothing }
    guard isKnownTop(labels[labels.count - 1]) else {
      return parts.scheme.isEmpty ? .nothing : .refused("unknown-top-level-domain")
    }
    if parts.scheme.isEmpty && isFileName(labels, word) { return .nothing }
    let ending = Ending(labels: labels, literal: literal, isGlued: glued)
    if ending.count < 2 {
      // `service.your-domain.com`: a host of the vendor's under the reader's own domain.
      guard labels.count >= 3, !first.elementsEqual("www".utf8), !first.contains(42) else {
        return .refused("example-host")
      }
      return .source(token(parts, labels, ending))
    }
    if isReserved(ending) { return .refused("example-host") }
    return .source(token(parts, labels, ending))
  }

  private static func text(_ bytes: Bytes) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Whether a word is in capitals from end to end, as in old pages; a placeholder is not.
  private static func isShouted(_ word: Bytes) -> Bool {
    var letters = 0
    var dots = 0
    for byte in word {
      if byte >= 97 && byte <= 122 || byte == 95 || byte == 123 || byte == 60 { return false }
      if byte >= 65 && byte <= 90 { letters += 1 }
      if byte == 46 { dots += 1 }
    }
    return letters > 3 && dots >= 2
  }

  /// The labels of a host, by where they end.
  private struct Labels {
    let host: Bytes
    private var ends: [Int] = []

    init(_ host: Bytes) {
      self.host = host
      for place in host.indices where host[place] == 46 { ends.append(place) }
      ends.append(host.count)
    }

    var count: Int { ends.count }

    subscript(place: Int) -> Bytes {
      Bytes(rebasing: host[(place == 0 ? 0 : ends[place - 1] + 1)..<ends[place]])
    }
  }

  /// The literal labels at the end of a host.
  private struct Ending {
    let labels: Labels
    let literal: Int
    /// Whether the first label without its asterisk is one of them.
    let isGlued: Bool

    var count: Int { literal + (isGlued ? 1 : 0) }

    subscript(fromEnd place: Int) -> Bytes {
      place < literal
        ? labels[labels.count - 1 - place] : Bytes(rebasing: labels[0].dropFirst())
    }

    /// Its labels, in lower case and joined.
    var text: String {
      let start = labels.count - literal
      var names = (start..<labels.count).map { HostToken.text(labels[$0]).lowercased() }
      if isGlued { names.insert(HostToken.text(self[fromEnd: literal]).lowercased(), at: 0) }
      return names.joined(separator: ".")
    }
  }

  /// Scheme, host, port and path of a word.
  private struct Parts {
    var scheme = Bytes(start: nil, count: 0)
    let host: Bytes
    var port = Bytes(start: nil, count: 0)
    let rest: Bytes

    init?(_ word: Bytes) {
      var start = 0
      if let mark = Parts.mark(in: word) {
        scheme = Bytes(rebasing: word[..<mark])
        guard HostToken.schemes.contains(scheme) else { return nil }
        start = mark + 3
      } else if word.count >= 2, word[0] == 47, word[1] == 47 {
        start = 2
      }
      var depth = 0
      var end = start
      scan: while end < word.count {
        switch word[end] {
        case 123, 91, 60: depth += 1
        case 125, 93, 62: depth -= 1
        case 47, 63, 35: if depth == 0 { break scan }
        default: break
        }
        end += 1
      }
      rest = Bytes(rebasing: word[end...])
      var stop = end
      if let colon = word[start..<end].lastIndex(of: 58),
        word[(colon + 1)..<end].allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 42 })
      {
        port = Bytes(rebasing: word[colon..<end])
        stop = colon
      }
      host = Bytes(rebasing: word[start..<stop])
      guard !host.isEmpty, host.count <= 253, host[0] != 45 else { return nil }
    }

    /// Where `://` stands.
    private static func mark(in word: Bytes) -> Int? {
      guard word.count >= 3 else { return nil }
      return (0...(word.count - 3)).first {
        word[$0] == 58 && word[$0 + 1] == 47 && word[$0 + 2] == 47
      }
    }
  }

  private static let schemes: WordSet = ["http", "https", "ws", "wss"]

  private static func token(
    _ parts: Parts, _ labels: Labels, _ ending: Ending
  ) -> SourceToken {
    let isPlaceholder = (0..<labels.count).contains { Placeholder.isIn(labels[$0]) }
    let isOdd =
      isPlaceholder
      || (0..<labels.count).contains {
        labels[$0].contains(42) && ($0 > 0 || labels[$0].count > 1)
      }
    let host =
      isPlaceholder
      ? (0..<labels.count).map {
        Placeholder.isIn(labels[$0]) ? text(labels[$0]) : text(labels[$0]).lowercased()
      }.joined(separator: ".") : text(parts.host).lowercased()
    let path = text(Bytes(rebasing: parts.rest.prefix { $0 != 63 && $0 != 35 }))
    let cut = path.isEmpty ? nil : Placeholder.pathCut(path)
    guard isOdd || cut != nil else {
      var spelling: [UInt8] = []
      spelling.reserveCapacity(parts.scheme.count + 3 + host.utf8.count + parts.port.count)
      for byte in parts.scheme { spelling.append(byte.lowered) }
      if !parts.scheme.isEmpty { spelling.append(contentsOf: "://".utf8) }
      for byte in parts.host { spelling.append(byte.lowered) }
      spelling.append(contentsOf: parts.port)
      let start = String(decoding: spelling, as: UTF8.self)
      return SourceToken(
        kind: .host, text: path.isEmpty ? start : start + path, host: host,
        hasScheme: !parts.scheme.isEmpty)
    }
    let scheme = parts.scheme.isEmpty ? "" : text(parts.scheme).lowercased() + "://"
    let port = text(parts.port)
    var legal: String?
    var legalHost = host
    if isOdd {
      legalHost = "*." + ending.text
      if RegistrableDomain.of(host: ending.text) == nil { legalHost = "" }
    }
    if !legalHost.isEmpty {
      legal = scheme + legalHost + port + String(cut.map { path[..<$0] } ?? path[...])
    }
    return SourceToken(
      kind: .host, text: scheme + host + port + path, legal: legal,
      isLegal: false,
      isPlaceholder: isPlaceholder || cut != nil && !path.holds(byte: 42), host: host,
      hasScheme: !parts.scheme.isEmpty)
  }

  private static func isKnownTop(_ label: Bytes) -> Bool {
    reserved.contains(label) && label.count != 5 || RegistrableDomain.isTop(label)
  }

  /// Names of files, members and packages end in top-level domains, too.
  private static func isFileName(_ labels: Labels, _ word: Bytes) -> Bool {
    guard word[0] != 47 else { return false }
    let names = (0..<labels.count).filter { !labels[$0].isEmpty }
    guard let first = names.first, let last = names.last else { return true }
    if names.count <= 3, extensions.contains(labels[last]), !labels.host.contains(42) {
      return true
    }
    guard objects.contains(labels[first]) else { return false }
    return word.dropFirst().contains { $0 >= 65 && $0 <= 90 }
      || names.count == 2 && members.contains(labels[last])
  }

  private static func isReserved(_ ending: Ending) -> Bool {
    if reserved.contains(ending[fromEnd: 0]) { return true }
    let second = ending[fromEnd: 1]
    return second.count == 7 && second.elementsEqual("example".utf8, by: { $0.lowered == $1 })
      || samples.contains(second)
  }

  private static let extensions: WordSet = [
    "js", "ts", "md", "sh", "py", "rs", "pl", "ps", "zip", "mov", "java", "cfg", "conf", "json",
    "html", "css", "php", "rb", "go", "jsx", "tsx", "mjs", "cjs", "xml", "yml", "vue", "map",
    "cab", "bat",
  ]

  private static let members: WordSet = ["name", "net", "id", "host", "app"]

  private static let objects: WordSet = [
    "window", "document", "process", "navigator", "console", "module", "exports", "response",
    "request", "res", "req", "app", "this", "self", "config", "object", "array", "math", "node",
    "system", "asp", "import", "helmet", "builder", "options", "policy", "headers", "location",
  ]

  private static let samples: WordSet = [
    "mywebsite", "mysite", "yoursite", "yourwebsite", "your-site", "your-website",
    "customerdomain", "mydomain", "yourcompany", "your-company", "my-site", "my-domain",
    "mycompany", "acme", "customer-domain", "trusted", "trusted-site", "trustedsite",
    "somesite", "somedomain", "othersite", "yourserver", "your-server", "myserver",
    "yourapp", "your-app", "myapp", "my-app",
  ]

  private static let reserved: WordSet = [
    "example", "test", "invalid", "localhost", "local",
  ]
}
