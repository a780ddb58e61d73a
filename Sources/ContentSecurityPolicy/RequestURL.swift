/// The parts of a URL that matching looks at, as the WHATWG URL standard gives them.
///
/// See <https://url.spec.whatwg.org/#concept-url-parser>. User information, query and fragment are cut off.
public struct RequestURL: Sendable {
  /// A URL is handed on often and never changes: one reference is copied, not seven.
  private final class Parts: Sendable {
    let scheme: String
    let host: String
    let port: Int?
    let path: String
    let schemeKind: URLScheme
    let hostBytes: [UInt8]
    let pathBytes: [UInt8]
    let decodedPath: [UInt8]
    let hostIsAddress: Bool

    init(scheme: String, host: String, port: Int?, path: String, hostIsAddress: Bool) {
      self.scheme = scheme
      schemeKind = URLScheme(scheme)
      self.host = host
      self.port = port == schemeKind.defaultPort ? nil : port
      self.path = path
      hostBytes = Array(host.utf8)
      pathBytes = Array(path.utf8)
      decodedPath = path.utf8.contains(0x25) ? ASCII.percentDecoded(pathBytes) : pathBytes
      self.hostIsAddress = hostIsAddress
    }
  }

  private let parts: Parts

  /// The scheme in lower case.
  public var scheme: String { parts.scheme }
  /// The host: a domain in punycode and lower case, an address, or empty.
  public var host: String { parts.host }
  /// The port when it is not the scheme's default.
  public var port: Int? { parts.port }
  /// The path; the whole rest for a URL without a host, such as `data:`.
  public var path: String { parts.path }

  var schemeKind: URLScheme { parts.schemeKind }
  var hostBytes: [UInt8] { parts.hostBytes }
  var pathBytes: [UInt8] { parts.pathBytes }
  var decodedPath: [UInt8] { parts.decodedPath }
  var hostIsAddress: Bool { parts.hostIsAddress }

  init(scheme: String, host: String, port: Int?, path: String, hostIsAddress: Bool = false) {
    parts = Parts(
      scheme: scheme, host: host, port: port, path: path, hostIsAddress: hostIsAddress)
  }

  /// Reads an absolute URL; `nil` when it has no scheme or a host that cannot be.
  public init?(_ text: String) {
    let bytes = text.utf8.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    guard let colon = bytes.firstIndex(of: 0x3A), let first = bytes.first(where: { $0 > 0x20 }),
      ASCII.isAlpha(first), let start = bytes.firstIndex(of: first), start < colon,
      bytes[start..<colon].allSatisfy(ASCII.isSchemeByte)
    else { return nil }
    let scheme = String(decoding: bytes[start..<colon].lazy.map(ASCII.lower), as: UTF8.self)
    let kind = URLScheme(scheme)
    var rest = bytes[(colon + 1)...]
    while let last = rest.last, last <= 0x20 { rest.removeLast() }
    if let cut = rest.firstIndex(where: { $0 == 0x3F || $0 == 0x23 }) { rest = rest[..<cut] }
    guard kind.isSpecial else {
      self.init(opaque: rest, scheme: scheme)
      return
    }
    if kind == .file, !rest.starts(with: [0x2F, 0x2F]) {
      self.init(scheme: scheme, host: "", port: nil, path: Self.normalised([0x2F] + rest))
      return
    }
    if kind == .file {
      rest = rest.dropFirst(2)
    } else {
      while let first = rest.first, first == 0x2F || first == 0x5C { rest.removeFirst() }
    }
    let authorityEnd = rest.firstIndex { $0 == 0x2F || $0 == 0x5C } ?? rest.endIndex
    var authority = rest[..<authorityEnd]
    if let at = authority.lastIndex(of: 0x40) { authority = authority[(at + 1)...] }
    guard let (hostPart, port) = Self.splitPort(authority) else { return nil }
    guard let host = URLHost(hostPart), kind == .file || !host.text.isEmpty else { return nil }
    self.init(
      scheme: scheme, host: host.text, port: port,
      path: Self.normalised(rest[authorityEnd...]), hostIsAddress: host.isAddress)
  }

  /// Reads the rest of a URL whose scheme is not special; `nil` when its host or port cannot be.
  private init?(opaque rest: ArraySlice<UInt8>, scheme: String) {
    guard rest.starts(with: [0x2F, 0x2F]) else {
      var rest = rest
      while rest.last == 0x20 { rest.removeLast() }
      self.init(
        scheme: scheme, host: "", port: nil,
        path: rest.first == 0x2F
          ? Self.normalised(rest, atBackslashes: false) : Self.escapedControls(rest))
      return
    }
    let afterSlashes = rest.dropFirst(2)
    let end = afterSlashes.firstIndex(of: 0x2F) ?? afterSlashes.endIndex
    var authority = afterSlashes[..<end]
    if let at = authority.lastIndex(of: 0x40) { authority = authority[(at + 1)...] }
    guard let (host, port) = Self.splitPort(authority), URLHost.mayBeOpaque(host) else {
      return nil
    }
    let path = afterSlashes[end...]
    self.init(
      scheme: scheme, host: ASCII.lowercased(Self.escapedControls(host)),
      port: host.isEmpty ? nil : port,
      path: path.isEmpty ? "" : Self.normalised(path, atBackslashes: false))
  }

  private static func splitPort(_ authority: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int?)? {
    guard let colon = authority.lastIndex(of: 0x3A),
      !authority[colon...].contains(0x5D)
    else { return (authority, nil) }
    let digits = authority[(colon + 1)...]
    guard digits.allSatisfy(ASCII.isDigit), digits.count < 12 else { return nil }
    guard !digits.isEmpty else { return (authority[..<colon], nil) }
    let port = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return port <= 65535 ? (authority[..<colon], port) : nil
  }

  /// The path with dot segments removed and what must be escaped escaped.
  private static func normalised(
    _ path: ArraySlice<UInt8>, atBackslashes: Bool = true
  ) -> String {
    var segments: [ArraySlice<UInt8>] = []
    let pieces = path.split(omittingEmptySubsequences: false) {
      $0 == 0x2F || $0 == 0x5C && atBackslashes
    }.dropFirst()
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      if isDots(piece, 2) {
        if !segments.isEmpty { segments.removeLast() }
        if isLast { segments.append([]) }
      } else if isDots(piece, 1) {
        if isLast { segments.append([]) }
      } else {
        segments.append(piece)
      }
    }
    var result: [UInt8] = []
    for segment in segments {
      result.append(0x2F)
      for byte in segment { appendEscaped(byte, to: &result) }
    }
    return result.isEmpty ? "/" : String(decoding: result, as: UTF8.self)
  }

  /// Whether `piece` is `count` dots, each of which may be `%2e`.
  private static func isDots(_ piece: ArraySlice<UInt8>, _ count: Int) -> Bool {
    guard piece.count >= count, piece.count <= 3 * count, piece.first == 0x2E || piece.first == 0x25
    else { return false }
    return ASCII.percentDecoded(piece) == [UInt8](repeating: 0x2E, count: count)
  }

  /// The text with control characters and all that is not ASCII escaped.
  private static func escapedControls(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in bytes {
      if byte < 0x20 || byte >= 0x7F {
        appendEscaped(byte, to: &result)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func appendEscaped(_ byte: UInt8, to result: inout [UInt8]) {
    switch byte {
    case 0...0x20, 0x22, 0x3C, 0x3E, 0x5E, 0x60, 0x7B, 0x7D, 0x7F...0xFF:
      result += [0x25, hexDigit(byte >> 4), hexDigit(byte & 15)]
    default: result.append(byte)
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x37) }

  /// The URL as text, without query and fragment.
  public var text: String {
    guard !host.isEmpty || schemeKind.isSpecial else {
      // Without the dot a path that begins with two slashes would read as a host.
      return scheme + ":" + (path.hasPrefix("//") ? "/." : "") + path
    }
    return scheme + "://" + host + (port.map { ":\($0)" } ?? "") + path
  }

  /// This URL with `http` and `ws` made secure, as `upgrade-insecure-requests` does; not on loopback.
  ///
  /// See <https://www.w3.org/TR/upgrade-insecure-requests/#upgrade-request>.
  func upgraded() -> RequestURL {
    guard schemeKind == .http || schemeKind == .ws, !isLoopback else { return self }
    return RequestURL(
      scheme: scheme + "s", host: host, port: port == 80 ? nil : port, path: path,
      hostIsAddress: hostIsAddress)
  }

  /// Whether the host is the machine itself, to which insecure requests are not upgraded.
  private var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || hostIsAddress && host.hasPrefix("127.")
  }
}

extension RequestURL: Hashable {
  /// Whether all parts are the same.
  public static func == (left: RequestURL, right: RequestURL) -> Bool {
    left.parts === right.parts
      || left.scheme == right.scheme && left.host == right.host && left.port == right.port
        && left.path == right.path && left.hostIsAddress == right.hostIsAddress
  }

  /// Takes in scheme, host, port and path.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(scheme)
    hasher.combine(host)
    hasher.combine(port)
    hasher.combine(path)
  }
}
