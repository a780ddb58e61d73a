import Gzip
import MessageDigest
import Synchronization

/// A file that is served as it is: its bytes, and what the head says of them.
final class StoredFile: Sendable {
  let body: StoredBody
  let type: String
  /// How long it may be kept without asking again.
  let caching: String
  private let hash: String
  private let packed = Mutex<StoredBody??>(nil)

  init(_ bytes: [UInt8], type: String, caching: String = "no-cache") {
    body = StoredBody(bytes)
    self.type = type
    self.caching = caching
    hash = String(SHA256.hex(of: bytes).prefix(24))
  }

  /// Takes a file of the site.
  convenience init(_ bytes: [UInt8], at path: String) {
    let isForever =
      path.hasPrefix("assets/") || path.hasPrefix("search/") && path != "search/index.json"
    self.init(
      bytes, type: Self.type(of: path),
      caching: isForever ? "public, max-age=31536000, immutable" : "no-cache")
  }

  /// The strong validator of a form of it.
  func tag(isPacked: Bool) -> String { isPacked ? "\"\(hash)-gzip\"" : "\"\(hash)\"" }

  /// Its bytes.
  var bytes: [UInt8] { body.bytes }

  /// It compressed; `nil` where that saves nothing.
  var compressed: StoredBody? {
    packed.withLock { packed in
      if let packed { return packed }
      let made = bytes.count < 600 ? nil : try? Gzip.compressed(bytes)
      let useful = made.flatMap { $0.count < bytes.count ? StoredBody($0) : nil }
      packed = .some(useful)
      return useful
    }
  }

  private static func type(of path: String) -> String {
    switch path.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "svg": "image/svg+xml"
    case "atom": "application/atom+xml; charset=utf-8"
    default: "text/plain; charset=utf-8"
    }
  }
}
