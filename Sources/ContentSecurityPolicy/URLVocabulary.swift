/// The URLs that speak for everything some source lists allow together.
struct URLVocabulary {
  let lists: [Directive]
  let directive: DirectiveName
  let origin: Origin
  let fresh: Representatives.Fresh

  private var representatives: Representatives {
    Representatives(directive: directive, origin: origin, fresh: fresh, extent: .everything)
  }

  /// For no list: any URL; for one: each source's own; for more: the parts of sources mixed.
  func urls() -> [RequestURL] {
    switch lists.count {
    case 0: return unlimited()
    case 1: return sources.flatMap(representatives.urls)
    default: return mixed()
    }
  }

  /// A URL of a scheme that nobody names: no list matches it, so it tells a list from none.
  private func unlimited() -> [RequestURL] {
    [RequestURL(scheme: fresh.label, host: "", port: nil, path: fresh.label)]
  }

  /// The sources of all lists, each once.
  private var sources: [SourceExpression] {
    var seen: Set<SourceExpression> = []
    return lists.flatMap(\.sources).filter { seen.insert($0).inserted }
  }

  /// What sources say of one host besides its name, in the order of the lists.
  private struct Parts {
    private(set) var schemes: [String] = []
    private(set) var ports: [Int?] = []
    private(set) var paths = ["/"]
    private var seenSchemes: Set<String> = []
    private var seenPorts: Set<Int?> = []
    private var seenPaths: Set<String> = ["/"]

    mutating func add(scheme: String, port: Int?, path: String) {
      if seenSchemes.insert(scheme).inserted { schemes.append(scheme) }
      if seenPorts.insert(port).inserted { ports.append(port) }
      if seenPaths.insert(path).inserted { paths.append(path) }
    }

    mutating func add(_ other: Parts) {
      for scheme in other.schemes where seenSchemes.insert(scheme).inserted {
        schemes.append(scheme)
      }
      for port in other.ports where seenPorts.insert(port).inserted { ports.append(port) }
      for path in other.paths where seenPaths.insert(path).inserted { paths.append(path) }
    }
  }

  /// Every mix of the schemes, ports and paths that sources name for the same host.
  ///
  /// What only sources of other hosts name tells no two requests of this host apart.
  private func mixed() -> [RequestURL] {
    var result: [RequestURL] = []
    var hosts: [(name: String, isAddress: Bool)] = []
    var seen: Set<String> = []
    // By hash of the host: should two be equal, a few more URLs are made.
    var parts: [UInt64: Parts] = [:]
    for source in sources {
      let domain =
        source.parts.form == .selfOrigin
        ? SourceIndex.hash(host: origin.hostBytes)
        : SourceIndex.hash(host: source.parts.form == .host ? source.bytes[source.hostRange] : [])
      for url in representatives.urls(source) {
        result.append(url)
        guard url.schemeKind.isNetwork else { continue }
        if seen.insert(url.host).inserted { hosts.append((url.host, url.hostIsAddress)) }
        parts[domain, default: Parts()].add(scheme: url.scheme, port: url.port, path: url.path)
      }
    }
    for (host, isAddress) in hosts {
      var all = Parts()
      SourceIndex.eachSuffix(of: Array(host.utf8)) { domain in
        if let own = parts[domain] { all.add(own) }
        return true
      }
      for scheme in all.schemes {
        for port in all.ports {
          for path in all.paths {
            result.append(
              RequestURL(
                scheme: scheme, host: host, port: port, path: path, hostIsAddress: isAddress))
          }
        }
      }
    }
    return result
  }
}
