/// The schemes that matching rules know by name.
enum URLScheme: UInt8, Sendable, Hashable {
  case http, https, ws, wss, ftp, data, blob, filesystem, file, other

  init(_ scheme: String) {
    switch scheme {
    case "http": self = .http
    case "https": self = .https
    case "ws": self = .ws
    case "wss": self = .wss
    case "ftp": self = .ftp
    case "data": self = .data
    case "blob": self = .blob
    case "filesystem": self = .filesystem
    case "file": self = .file
    default: self = .other
    }
  }

  /// The scheme that `bytes[range]` spells, in any case.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    switch range.count {
    case 4 where ASCII.equals(bytes, range, "http"): self = .http
    case 5 where ASCII.equals(bytes, range, "https"): self = .https
    case 2 where ASCII.equals(bytes, range, "ws"): self = .ws
    case 3 where ASCII.equals(bytes, range, "wss"): self = .wss
    case 3 where ASCII.equals(bytes, range, "ftp"): self = .ftp
    case 4 where ASCII.equals(bytes, range, "data"): self = .data
    case 4 where ASCII.equals(bytes, range, "blob"): self = .blob
    case 10 where ASCII.equals(bytes, range, "filesystem"): self = .filesystem
    case 4 where ASCII.equals(bytes, range, "file"): self = .file
    default: self = .other
    }
  }

  /// The port that a URL of this scheme has when it names none.
  var defaultPort: Int? {
    switch self {
    case .http, .ws: 80
    case .https, .wss: 443
    case .ftp: 21
    default: nil
    }
  }

  var isHTTP: Bool { self == .http || self == .https }
  var isWebSocket: Bool { self == .ws || self == .wss }
  var isNetwork: Bool { isHTTP || isWebSocket || self == .ftp }
  /// Whether the URL standard calls it special.
  var isSpecial: Bool { isNetwork || self == .file }
  /// Whether its URLs hold something made by the page itself.
  var isLocal: Bool { self == .data || self == .blob || self == .filesystem }
}
