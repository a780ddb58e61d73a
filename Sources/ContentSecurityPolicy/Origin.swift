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
    if let plain = Self.plain(text) {
      self = plain
      return
    }
    guard let url = RequestURL(text) else { return nil }
    guard url.schemeKind.isNetwork || url.schemeKind == .file, !url.host.isEmpty else {
      self = .opaque
      return
    }
    self.init(scheme: url.scheme, host: url.host, port: url.port)
  }

  /// The origin of an address with a plain host in lower case and no port, as most have; else `nil`.
  private static func plain(_ text: String) -> Origin? {
    var text = text
    return text.withUTF8 { bytes in
      let scheme = bytes.starts(with: "https://".utf8) ? "https" : "http"
      let start = scheme.utf8.count + 3
      guard bytes.count > start, bytes[..<start].elementsEqual("\(scheme)://".utf8) else {
        return nil
      }
      var label = start
      var index = start
      while index < bytes.count, bytes[index] != 0x2F {
        let byte = bytes[index]
        switch byte {
        case 0x2E where index > label: label = index + 1
        case 0x61...0x7A, 0x30...0x39: break
        // Punycode may be wrong.
        case 0x2D where bytes[index - 1] != 0x2D: break
        default: return nil
        }
        index += 1
      }
      // A host that ends in a number is an address.
      guard index > label, bytes[label] >= 0x61,
        bytes[index...].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { return nil }
      let host = String(decoding: bytes[start..<index], as: UTF8.self)
      return Origin(scheme: scheme, host: host, port: nil)
    }
  }

  /// The origin as text, `null` when it is opaque.
  public var text: String {
    guard !isOpaque else { return "null" }
    return scheme + "://" + host + (port.map { ":\($0)" } ?? "")
  }
}
