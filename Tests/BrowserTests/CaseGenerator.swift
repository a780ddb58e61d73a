import ContentSecurityPolicy
import Foundation
import RequirementSamples

/// Makes cases from a small vocabulary, so that sources and requests often meet.
struct CaseGenerator {
  private var random: SeededGenerator

  /// Starts a sequence.
  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let origins = [
    "http://site.example", "http://site.example:8080", "https://site.example",
    "https://a.cdn.example:8443",
  ]
  private static let hosts = [
    "site.example", "cdn.example", "a.cdn.example", "b.a.cdn.example", "other.test", "192.168.0.1",
  ]
  private static let paths = ["/", "/p", "/p/", "/p/q", "/p/q/r.js", "/P", "/p%2Fq", "/z"]

  private static let keywords = [
    "'unsafe-inline'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'",
    "'unsafe-hashes'", "'strict-dynamic'", "'nonce-abc123'", "'nonce-AAA'", "'report-sample'",
    "'none'", "'self'", "*", "https:", "data:", "'bogus'",
  ]

  /// The cases, in the order of ``Kind`` and then over again.
  mutating func cases(_ count: Int) -> [BrowserCase] {
    let kinds = Kind.allCases + [.img, .script, .fetch, .websocket, .websocket, .iframe, .style]
    return (0..<count).map { makeCase($0, kinds[$0 % kinds.count]) }
  }

  private mutating func makeCase(_ id: Int, _ kind: Kind) -> BrowserCase {
    let origin = random.pick(Self.origins)
    var test = BrowserCase(id: id, origin: origin, headers: [], metas: [], kind: kind, url: "")
    let isSecure = origin.hasPrefix("https:")
    if kind.isInline {
      test.source = kind.isInlineStyle ? "z-index:7" : "window.marker = 1"
      if kind == .inlineStyle { test.source = "body { z-index: 7 }" }
      if kind.isEvaluation { test.source = "" }
      if [.inlineScript, .inlineScriptDOM, .inlineStyle].contains(kind), random.chance(40) {
        test.nonce = random.pick(["abc123", "wrong"])
      }
    } else {
      test.url = url(kind, origin: origin, isSecure: isSecure)
      if kind.followsRedirects, test.url.hasPrefix("http"), random.chance(15) {
        test.redirects = [url(kind, origin: origin, isSecure: isSecure)].filter {
          $0.hasPrefix("http")
        }
      }
      if [.script, .scriptParser, .moduleScript, .style].contains(kind), random.chance(30) {
        test.nonce = random.pick(["abc123", "wrong"])
      }
      if kind.takesIntegrity, random.chance(25) {
        let hashes = (0..<Int.random(in: 1...2, using: &random)).map { _ in
          hash(of: kind.content)
        }
        test.integrity = hashes.joined(separator: " ")
      }
    }
    let policies = (0..<(random.chance(15) ? 2 : 1)).map { _ in policy(for: test) }
    if kind != .frameAncestors, random.chance(20) {
      test.metas = policies
    } else if random.chance(50) {
      test.headers = [policies.joined(separator: ", ")]
    } else {
      test.headers = policies
    }
    if random.chance(10) { test.reportOnly = [policy(for: test)] }
    return test
  }

  private mutating func url(_ kind: Kind, origin: String, isSecure: Bool) -> String {
    if kind.loadsLocalURLs, random.chance(10) {
      let body = kind.content.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      return random.chance(50) ? "blob:" : "data:\(kind.contentType),\(body)"
    }
    let path = random.pick(Self.paths)
    if kind == .worker || kind == .sharedworker { return origin + path }
    if kind == .frameAncestors {
      return random.pick(Self.origins.filter { !$0.hasPrefix("https:") || isSecure }) + "/"
    }
    var schemes = isSecure ? ["https"] : ["http", "http", "https"]
    if kind == .websocket { schemes = isSecure ? ["wss"] : ["ws", "wss"] }
    let host = random.pick(Self.hosts)
    return random.pick(schemes) + "://" + host
      + random.pick(["", "", "", ":8080", ":8443", ":80", ":443"]) + path
  }

  private mutating func policy(for test: BrowserCase) -> String {
    var names = [random.pick(test.kind.chain)]
    if random.chance(35) { names.append(random.pick(test.kind.chain)) }
    if random.chance(25) { names.append(random.pick(["img-src", "default-src", "font-src"])) }
    if random.chance(5) { names.append("upgrade-insecure-requests") }
    // These kinds would be upgraded too, but the upgrade comes before the check of another kind.
    if [.base, .form, .frameAncestors].contains(test.kind) {
      names.removeAll { $0 == "upgrade-insecure-requests" }
    }
    names.shuffle(using: &random)
    return names.map { name in
      guard name != "upgrade-insecure-requests" else { return name }
      let sources = (0..<Int.random(in: 1...4, using: &random)).map { _ in source(for: test) }
      return name + " " + sources.joined(separator: " ")
    }.joined(separator: "; ")
  }

  private mutating func source(for test: BrowserCase) -> String {
    if !test.integrity.isEmpty, random.chance(40) {
      let hashes = test.integrity.split(separator: " ")
      return random.chance(80) ? "'\(random.pick(hashes))'" : "'\(hash(of: test.kind.content))'"
    }
    if test.kind.isInline || test.kind.chain[0].hasPrefix("script") && random.chance(20) {
      if !test.source.isEmpty, random.chance(25) { return listedHash(of: test) }
      return random.pick(Self.keywords)
    }
    if random.chance(8) { return random.pick(Self.keywords) }
    if random.chance(12) {
      return random.pick([
        "*", "'self'", "'self'", "http:", "https:", "ws:", "wss:", "data:", "blob:", "*:*",
        "[::1]", "'none'",
      ])
    }
    let target = random.chance(20) ? test.redirects.first ?? test.url : test.url
    guard random.chance(60), let parts = URLComponents(string: target), let host = parts.host else {
      return random.pick(["", "", "http://", "https://", "ws://", "wss://"])
        + random.pick(["", "", "*."]) + random.pick(Self.hosts)
        + random.pick(["", "", ":80", ":443", ":8080", ":*"])
        + random.pick(["", "", "", "/p", "/p/", "/p/q?x"])
    }
    let scheme = parts.scheme ?? ""
    let upper = host.drop { $0 != "." }
    let prefix = random.pick(["", "", scheme + "://", scheme + "://", "http://", "ws://"])
    let port = parts.port.map { ":\($0)" } ?? ""
    return prefix
      + random.pick([
        host, host, host, host.uppercased(), "*" + upper, "*", "*." + host, host + ".",
      ])
      + random.pick([port, port, port, ":*", "", ":80"])
      + random.pick(["", "", "", "/", parts.path, parts.percentEncodedPath, "/p/", "/p"])
  }

  private mutating func hash(of text: String) -> String {
    let algorithm = random.pick(HashAlgorithm.allCases)
    let digest = BrowserCase.digest(algorithm, Array(text.utf8))
    return "\(algorithm.rawValue)-\(Data(digest).base64EncodedString())"
  }

  private mutating func listedHash(of test: BrowserCase) -> String {
    let text = hash(of: test.kind == .javascriptURL ? "javascript:" + test.source : test.source)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return "'\(text.filter { $0 != "=" })'"
    case 1: return "'SHA\(text.dropFirst(3))'"
    case 2:
      return
        "'\(text.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_"))'"
    default: return "'\(text)'"
    }
  }
}
