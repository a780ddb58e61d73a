/// Finds the sources of a long list that may match a URL, so that many URLs can be asked in little time.
///
/// Sources are filed under hashes of what their host, port and path must be; whatever is found is still asked
/// by ``SourceExpression/matches(_:_:)``, so that equal hashes do no harm.
final class SourceIndex: Sendable {
  private let places: [UInt64: [Int]]
  /// The same without ports and paths, for when paths are not compared.
  private let hosts: [UInt64: [Int]]
  private let schemes: [UInt64: [Int]]
  private let digests: [UInt64: [Int]]
  private let others: [Int]

  init(_ sources: [SourceExpression]) {
    var places: [UInt64: [Int]] = [:]
    var hosts: [UInt64: [Int]] = [:]
    var schemes: [UInt64: [Int]] = [:]
    var digests: [UInt64: [Int]] = [:]
    var others: [Int] = []
    var seen: Set<SourceExpression> = []
    for (index, source) in sources.enumerated() where seen.insert(source).inserted {
      switch source.parts.form {
      case .selfOrigin: others.append(index)
      case .scheme:
        let scheme = Self.hash(scheme: source.bytes[source.schemeRange])
        schemes[scheme, default: []].append(index)
      case .host:
        let host = Self.hash(host: source.bytes[source.hostRange])
        hosts[host, default: []].append(index)
        let path = source.pathRange
        let decoded = path.count < 2 ? [] : ASCII.percentDecoded(source.bytes[path])
        let place = Self.hash(path: decoded, after: host)
        places[Self.key(place, max(0, Int(source.parts.port))), default: []].append(index)
      case .hash:
        digests[Self.hash(digest: source.bytes[source.valueRange]), default: []].append(index)
      case .none, .keyword, .nonce, .invalid: break
      }
    }
    self.places = places
    self.hosts = hosts
    self.schemes = schemes
    self.digests = digests
    self.others = others
  }

  /// Whether `body` holds for any source that may match the URL.
  func contains(_ url: RequestURL, ignoresPath: Bool, where body: (Int) -> Bool) -> Bool {
    if others.contains(where: body) { return true }
    for scheme in Self.schemes(matching: url) {
      if let found = schemes[scheme], found.contains(where: body) { return true }
    }
    // A written port matches itself; 80 may also stand for 443.
    let ports = [0, url.port ?? url.schemeKind.defaultPort ?? 0, 80]
    var found = false
    Self.eachSuffix(of: url.hostBytes) { host in
      if ignoresPath {
        found = hosts[host]?.contains(where: body) ?? false
        return !found
      }
      Self.eachDirectory(of: url.decodedPath, after: host) { place in
        found = ports.contains { places[Self.key(place, $0)]?.contains(where: body) ?? false }
        return !found
      }
      return !found
    }
    return found
  }

  /// Whether `body` holds for any hash source that may have this value.
  func contains(digest: [UInt8], where body: (Int) -> Bool) -> Bool {
    digests[Self.hash(digest: digest[...])]?.contains(where: body) ?? false
  }

  private static func hash(digest: ArraySlice<UInt8>) -> UInt64 {
    Base64.normalised(digest).reduce(seed) { add($1, to: $0) }
  }

  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  private static func key(_ place: UInt64, _ port: Int) -> UInt64 {
    (place ^ UInt64(truncatingIfNeeded: port)) &* 0x9E37_79B9_7F4A_7C15
  }

  private static func hash(scheme: some Sequence<UInt8>) -> UInt64 {
    scheme.reduce(seed) { add(ASCII.lower($1), to: $0) }
  }

  /// Hashes of the schemes whose sources may match a URL.
  private static func schemes(matching url: RequestURL) -> [UInt64] {
    let known = url.schemeKind.isNetwork ? ["http", "https", "ws", "wss"] : []
    return (known.contains(url.scheme) ? known : known + [url.scheme]).map { hash(scheme: $0.utf8) }
  }

  /// From the last byte to the first, so that a host's hash goes through those of the domains above it.
  static func hash(host: some BidirectionalCollection<UInt8>) -> UInt64 {
    host.reversed().reduce(seed) { add(ASCII.lower($1), to: $0) }
  }

  /// Gives the hashes of no host, of each domain above a host, and of the host, until told to stop.
  static func eachSuffix(of host: [UInt8], _ body: (UInt64) -> Bool) {
    var hash = seed
    guard body(hash) else { return }
    for index in host.indices.reversed() {
      if host[index] == 0x2E, !body(hash) { return }
      hash = add(host[index], to: hash)
    }
    _ = body(hash)
  }

  private static func hash(path: [UInt8], after host: UInt64) -> UInt64 {
    path.reduce(host) { add($1, to: $0) }
  }

  /// Gives no path, each directory, and the path itself.
  private static func eachDirectory(
    of path: [UInt8], after host: UInt64, _ body: (UInt64) -> Bool
  ) {
    var hash = host
    guard body(hash) else { return }
    for byte in path {
      hash = add(byte, to: hash)
      if byte == 0x2F, !body(hash) { return }
    }
    _ = body(hash)
  }
}

extension Policy {
  /// The same policy with an index to each long list.
  var indexed: Policy {
    guard directives.contains(where: { $0.sources.count > Directive.longList }) else { return self }
    return Policy(
      directives: directives.map(\.indexed), delivery: delivery, diagnostics: diagnostics,
      commaSeparated: commaSeparated.map(\.indexed))
  }
}

extension Directive {
  /// From how many sources on an index pays.
  fileprivate static var longList: Int { 48 }

  fileprivate var indexed: Directive {
    guard sources.count > Self.longList else { return self }
    var directive = self
    directive.index = SourceIndex(sources)
    return directive
  }
}
