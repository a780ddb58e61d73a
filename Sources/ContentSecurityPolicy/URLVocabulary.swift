/// The URLs that speak for everything some source lists allow together.
struct URLVocabulary {
  let lists: [Directive]
  let directive: DirectiveName
  let origin: Origin
  let fresh: Representatives.Fresh

  private var representatives: Representatives {
    Representatives(directive: directive, origin: origin, fresh: fresh, extent: .everything)
  }

  /// For no list: any URL; for one: each source's own; for more: every mix of their parts.
  func urls() -> [RequestURL] {
    switch lists.count {
    case 0: return unlimited()
    case 1: return lists.flatMap(\.sources).flatMap(representatives.urls)
    default: return mixed()
    }
  }

  /// A URL of a scheme that nobody names: no list matches it, so it tells a list from none.
  private func unlimited() -> [RequestURL] {
    [RequestURL(scheme: fresh.label, host: "", port: nil, path: fresh.label)]
  }

  private func mixed() -> [RequestURL] {
    let single = lists.flatMap(\.sources).flatMap(representatives.urls)
    let network = single.filter(\.schemeKind.isNetwork)
    var schemes: [String: Bool] = [:]
    var hosts: [String: Bool] = [:]
    var ports: Set<Int?> = []
    var paths: Set<String> = ["/"]
    for url in network {
      schemes[url.scheme] = true
      hosts[url.host] = url.hostIsAddress
      ports.insert(url.port)
      paths.insert(url.path)
    }
    var result = single
    for (host, isAddress) in hosts {
      for scheme in schemes.keys {
        for port in ports {
          for path in paths {
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
