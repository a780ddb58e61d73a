import ContentSecurityPolicy

/// A seeded source of sources, policies and URLs from a small vocabulary, so that they often meet.
struct Generator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func pick<T>(_ values: [T]) -> T { values[Int(next() % UInt64(values.count))] }

  mutating func chance(_ one: UInt64) -> Bool { next() % one == 0 }

  static let hosts = ["a.example", "b.a.example", "c.b.a.example", "site.example", "z.test"]
  static let origins = [
    "https://site.example", "http://site.example", "https://site.example:8443", "null",
  ].compactMap { Origin($0) }
  static let directives = ["img-src", "connect-src", "script-src", "frame-src", "default-src"]

  mutating func host() -> String {
    let host = pick(Self.hosts)
    switch next() % 6 {
    case 0: return "*." + host
    case 1: return "*"
    default: return host
    }
  }

  /// A host or scheme source, `'self'` or `*`.
  mutating func urlSource() -> String {
    switch next() % 12 {
    case 0: return "*"
    case 1: return "'self'"
    case 2: return pick(["https:", "http:", "wss:", "ws:", "data:", "blob:", "x:"])
    default:
      let scheme = pick(["", "", "https://", "http://", "wss://", "ws://"])
      let port = pick(["", "", "", ":443", ":80", ":8443", ":*"])
      let path = pick(["", "", "", "/", "/p", "/p/", "/p/q"])
      return scheme + host() + port + path
    }
  }

  mutating func source() -> String {
    guard chance(5) else { return urlSource() }
    return pick([
      "'unsafe-inline'", "'nonce-abc'", "'strict-dynamic'", "'none'", "'unsafe-eval'",
      "'unsafe-hashes'", "'sha256-AAAA'", "'bogus'", "a_b.example", "[::1]",
    ])
  }

  mutating func list(_ most: UInt64) -> String {
    (0...(next() % most)).map { _ in source() }.joined(separator: " ")
  }

  mutating func policy() -> String {
    (0...(next() % 2)).map { _ in pick(Self.directives) + " " + list(2) }.joined(separator: "; ")
  }

  mutating func url() -> String {
    let scheme = pick(["https", "https", "http", "wss", "ws"])
    if chance(12) { return pick(["data:,", "blob:https://site.example/0", "x:y"]) }
    let host = chance(8) ? "n" + "\(next() % 4)." + pick(Self.hosts) : pick(Self.hosts)
    return scheme + "://" + host + pick(["", "", "", ":443", ":80", ":8443", ":9999"])
      + pick(["/", "/", "/p", "/p/", "/p/q", "/p/q/r", "/z"])
  }

  /// A URL that a host source may well match.
  mutating func url(near source: SourceExpression) -> String {
    guard case .host(let parts) = source.kind, !chance(4) else { return url() }
    let scheme = parts.scheme ?? pick(["https", "https", "http", "wss"])
    let host = parts.isAny ? pick(Self.hosts) : (parts.isWildcard ? "n." : "") + parts.host
    let port =
      switch parts.port {
      case nil: ""
      case .any: pick(["", ":443", ":9999"])
      case .number(let number): ":\(number)"
      }
    let path = parts.path ?? "/"
    return "\(scheme)://\(host)\(port)\(path)"
      + (path.hasSuffix("/") ? pick(["", "p", "p/q"]) : "")
  }

  /// Any bytes that a header might hold, with those that matter more often.
  mutating func bytes() -> [UInt8] {
    let words = [
      "img-src", "default-src", "'self'", "a.example", ";", ",", " ", "\t", "https:", "IMG-SRC",
      "\u{B}", "é", "'nonce-", "*", ":", "/", "%2", "{{x}}", "report-uri", "x-y",
    ]
    return (0..<(next() % 14)).flatMap { _ in
      chance(9) ? [UInt8(truncatingIfNeeded: next())] : Array(pick(words).utf8) + [0x20]
    }
  }
}
