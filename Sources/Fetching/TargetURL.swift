/// A URL that every program reads the same way.
///
/// Stricter than RFC 3986 and the URL Standard: whatever one parser takes for a host and another one
/// for something else is refused, and the network sees only ``text``, put together from the parts.
public struct TargetURL: Sendable, Hashable {
  /// `https`, `http`, `smtps` or `smtp`.
  public let scheme: String
  /// Lower-case name, or address; IPv6 without its brackets.
  public let host: String
  /// The address, when the host is one.
  public let address: NetworkAddress?
  /// The port; the scheme's own when the URL names none.
  public let port: Int
  /// Path and query, beginning with `/`.
  public let target: String

  /// The whole URL without fragment; a port only when it is not the scheme's own.
  public var text: String { "\(origin)\(target)" }

  /// Scheme, host and port, `https://example.com`.
  public var origin: String {
    "\(scheme)://\(bracketedHost)\(port == Self.ports[scheme]?.first ? "" : ":\(port)")"
  }

  /// The host as it stands in a URL.
  public var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }

  /// Whether the port is one of the scheme's own.
  public var hasUsualPort: Bool { Self.ports[scheme]?.contains(port) ?? false }

  /// Whether the connection is encrypted from its first byte.
  public var isEncrypted: Bool { scheme == "https" || scheme == "smtps" }

  /// The ports of each scheme, the one that it names without words first.
  private static let ports = [
    "https": [443], "http": [80], "smtps": [465], "smtp": [587, 25],
  ]

  /// Reads a URL.
  ///
  /// - Parameters:
  ///   - text: The URL.
  ///   - schemes: Schemes that may be used.
  /// - Throws: What is wrong with it.
  public init(
    _ text: String, schemes: Set<String> = ["https", "http"]
  ) throws(Refusal) {
    guard text.utf8.count <= 8192 else { throw Refusal(.url, "the URL is longer than 8 KiB.") }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw Refusal(.url, "there are spaces or control characters in the URL.")
    }
    guard !text.contains("\\") else {
      throw Refusal(.url, "there is a backslash in the URL; write / or %5C.")
    }
    guard let colon = text.firstIndex(of: ":") else {
      throw Refusal(.url, "this is no URL; write https://host/path.")
    }
    let scheme = text[..<colon].lowercased()
    guard schemes.contains(scheme) else {
      throw Refusal(
        .scheme, "only \(schemes.sorted().joined(separator: " and ")) are fetched.")
    }
    guard text[colon...].hasPrefix("://") else {
      throw Refusal(.url, "after the scheme comes //; write \(scheme)://host/path.")
    }
    let rest = text[text.index(colon, offsetBy: 3)...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let (host, port) = try Self.parts(authority, scheme)
    let address = NetworkAddress(host)
    if address == nil { try Self.checkName(host) }
    self.scheme = scheme
    self.host = host
    self.address = address
    self.port = port ?? Self.ports[scheme]?.first ?? 0
    target = Self.target(rest[authority.endIndex...])
  }

  private static func parts(
    _ authority: Substring, _ scheme: String
  ) throws(Refusal) -> (host: String, port: Int?) {
    guard !authority.contains("@") else {
      throw Refusal(.credentials, "there are credentials, or an @, before the host; take them out.")
    }
    guard authority.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw Refusal(.host, "write an international host name in its form xn--.")
    }
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else {
        throw Refusal(.host, "the ] after the address is missing.")
      }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let after = authority[authority.index(after: end)...]
      guard after.isEmpty || after.hasPrefix(":") else {
        throw Refusal(.host, "after the ] comes : and a port, or nothing.")
      }
      guard NetworkAddress(String(host))?.isFour == false else {
        throw Refusal(.host, "between [ and ] stands no IPv6 address.")
      }
      if !after.isEmpty { port = after.dropFirst() }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    }
    guard let port else { return (host.lowercased(), nil) }
    guard let number = Int(port), (1...65535).contains(number), String(number) == port else {
      throw Refusal(.url, "the port must be a number from 1 to 65535.")
    }
    return (host.lowercased(), number)
  }

  private static func checkName(_ host: String) throws(Refusal) {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
        }
    }
    guard isName, host.utf8.count <= 253 else {
      throw Refusal(
        .host, "the host must be a name of letters, digits, hyphens and single dots, or an address."
      )
    }
    // The URL Standard takes a host that ends in a number for an IPv4 address: 127.1, 0x7f000001.
    let last = labels.last ?? ""
    let isNumber =
      last.utf8.allSatisfy { (0x30...0x39).contains($0) } || last.hasPrefix("0x")
    guard !isNumber else {
      throw Refusal(.host, "write an IPv4 address as four decimal numbers, such as 192.0.2.1.")
    }
  }

  /// Path and query with what is not ASCII percent-encoded, the fragment cut off.
  private static func target(_ rest: Substring) -> String {
    var text = ""
    for byte in rest.utf8.prefix(while: { $0 != UInt8(ascii: "#") }) {
      if byte < 0x80, !"\"<>`{}|^".utf8.contains(byte) {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text.hasPrefix("/") ? text : "/" + text
  }

  /// The URL that a `Location` header leads to (RFC 3986, section 5.2).
  public func resolving(_ location: String) throws(Refusal) -> TargetURL {
    let trimmed = location.split(separator: " ").joined(separator: "%20")
    let scheme = trimmed.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
    if !scheme.isEmpty, trimmed[scheme.endIndex...].hasPrefix(":") {
      return try TargetURL(trimmed)
    }
    if trimmed.hasPrefix("//") { return try TargetURL("\(self.scheme):\(trimmed)") }
    let path = String(target.prefix { $0 != "?" })
    let merged: String
    if trimmed.hasPrefix("/") {
      merged = trimmed
    } else if trimmed.isEmpty || trimmed.hasPrefix("#") {
      merged = target
    } else if trimmed.hasPrefix("?") {
      merged = path + trimmed
    } else {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
      merged = folder + trimmed
    }
    return try TargetURL(origin + Self.withoutDots(merged))
  }

  private static func withoutDots(_ text: String) -> String {
    let path = text.prefix { $0 != "?" && $0 != "#" }
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        _ = kept.popLast()
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return "/" + kept.joined(separator: "/") + text[path.endIndex...]
  }
}
