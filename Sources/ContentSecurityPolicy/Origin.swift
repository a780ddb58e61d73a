/// The origin of a page: a scheme, host and port, or opaque.
///
/// See <https://html.spec.whatwg.org/multipage/browsers.html#concept-origin>.
public struct Origin: Sendable, Hashable {
  /// The page that is assumed when nothing is known: `https://site.example`.
  public static let example = Origin(scheme: "https", host: "site.example", port: nil)
  /// The same page without TLS.
  public static let plainExample = Origin(scheme: "http", host: "site.example", port: nil)
  /// An opaque origin, as of a sandboxed page.
  public static let opaque = Origin(scheme: "", host: "", port: nil)

  /// The scheme in lower case; empty for an opaque origin.
  public let scheme: String
  /// The host in lower case; empty for an opaque origin.
  public let host: String
  /// The port when it is not the scheme's default.
  public let port: Int?

  /// Whether the origin equals nothing but itself.
  public var isOpaque: Bool { scheme.isEmpty }

  let schemeKind: URLScheme
  let hostBytes: [UInt8]

  init(scheme: String, host: String, port: Int?) {
    self.scheme = scheme
    self.host = host
    self.port = port
    schemeKind = URLScheme(scheme)
    hostBytes = Array(host.utf8)
  }

  /// Reads an origin or the origin of a URL; `null` and schemes without hosts give an opaque origin.
  public init?(_ text: String) {
    if text == "null" {
      self = .opaque
      return
    }
    guard let url = RequestURL(text) else { return nil }
    guard url.schemeKind.isNetwork || url.schemeKind == .file, !url.host.isEmpty else {
      self = .opaque
      return
    }
    self.init(scheme: url.scheme, host: url.host, port: url.port)
  }

  /// The origin as text, `null` when it is opaque.
  public var text: String {
    guard !isOpaque else { return "null" }
    return scheme + "://" + host + (port.map { ":\($0)" } ?? "")
  }
}
