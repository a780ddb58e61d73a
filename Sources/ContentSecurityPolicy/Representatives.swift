/// The few URLs that stand for every request a source matches.
///
/// A source list treats all hosts alike that it does not name, and all paths and ports; one fresh host,
/// path and port each therefore speak for the rest. See ``SourceExpression/covers(_:directive:origin:)``.
struct Representatives {
  /// A label, path segment and port that no list in play names.
  struct Fresh: Sendable, Hashable {
    var label = "cspreg-witness"
    var port = Fresh.witnessPort

    static let usual = Fresh()
    @inline(__always) static var witnessPort: Int { 49217 }
  }

  /// Whether only what a vendor's list stands for is wanted, or all that the source matches.
  enum Extent { case requirement, everything }

  let directive: DirectiveName
  let origin: Origin
  let fresh: Fresh
  let extent: Extent

  func urls(_ source: SourceExpression) -> [RequestURL] {
    switch source.kind {
    case .scheme(let scheme): schemeURLs(scheme)
    case .selfOrigin: selfURLs()
    case .host(let host): source.isStar ? starURLs() : hostURLs(host)
    case .none, .keyword, .nonce, .hash, .invalid: []
    }
  }

  private var freshHost: String { fresh.label + ".example" }

  private func url(_ scheme: String, _ host: String, _ port: Int?, _ path: String) -> RequestURL {
    RequestURL(
      scheme: scheme, host: host, port: port, path: path, hostIsAddress: isAddress(host))
  }

  private func isAddress(_ host: String) -> Bool {
    guard let last = host.utf8.last, ASCII.isDigit(last) else { return false }
    return URLHost(Array(host.utf8)[...])?.isAddress == true
  }

  /// The schemes that a scheme stands for, best known first.
  private func schemes(_ scheme: String) -> [String] {
    switch scheme {
    case "http": ["http", "https"]
    case "ws": ["ws", "wss"]
    default: [scheme]
    }
  }

  private func schemeURLs(_ scheme: String) -> [RequestURL] {
    let kind = URLScheme(scheme)
    guard kind.isNetwork else {
      let path = kind == .data ? "," : kind == .blob ? "\(origin.text)/0" : fresh.label
      return [RequestURL(scheme: scheme, host: "", port: nil, path: path)]
    }
    return schemes(scheme).flatMap {
      [url($0, freshHost, nil, "/"), url($0, freshHost, fresh.port, "/")]
    }
  }

  private var loadsWebSockets: Bool { directive == .connectSrc || directive == .defaultSrc }

  private func starURLs() -> [RequestURL] {
    var schemes = ["https", "http"]
    if loadsWebSockets || extent == .everything { schemes += ["wss", "ws"] }
    if extent == .everything, !origin.isOpaque, !origin.schemeKind.isNetwork {
      schemes.append(origin.scheme)
    }
    return schemes.map { url($0, freshHost, nil, "/") }
      + schemes.map { url($0, freshHost, fresh.port, "/") }
  }

  private func selfURLs() -> [RequestURL] {
    guard !origin.isOpaque else { return [] }
    let own = url(origin.scheme, origin.host, origin.port, "/")
    guard extent == .everything else { return [own] }
    let ports = [origin.port, nil, 80, 443]
    return [own]
      + ["https", "wss", "http", "ws"].flatMap { scheme in
        ports.map { url(scheme, origin.host, $0, "/") }
      }
  }

  private func hostURLs(_ source: HostSource) -> [RequestURL] {
    let host =
      source.isAny
      ? freshHost : source.isWildcard ? fresh.label + "." + source.host : source.host
    let own = source.scheme ?? (origin.isOpaque ? "https" : origin.scheme)
    var path = source.path ?? "/"
    if path.utf8.count > 1, path.utf8.last == 0x2F { path += fresh.label }
    var ports: [Int?]
    switch source.port {
    case nil: ports = [nil]
    case .any: ports = [nil, fresh.port]
    case .number(let number): ports = [number]
    }
    if extent == .everything { ports += [80, 443] }
    return schemes(own).flatMap { scheme in
      ports.map { url(scheme, host, $0 == URLScheme(scheme).defaultPort ? nil : $0, path) }
    }
      + (source.port == .number(80) && own == "http" ? [url("https", host, nil, path)] : [])
  }
}
