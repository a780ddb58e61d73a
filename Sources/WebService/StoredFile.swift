import Gzip
import MessageDigest
import Synchronization

/// A file that is served as it is: its bytes, and the responses that send it.
final class StoredFile: Sendable {
  let bytes: [UInt8]
  let type: String
  /// How long it may be kept without asking again.
  let caching: String
  /// Whether pages of other sites may ask for it.
  let isShared: Bool
  /// The strong validators of it plain and compressed.
  private let tags: (plain: String, packed: String)

  private struct Made: Sendable {
    /// It compressed; `nil` before anybody wanted that, and inside where that saves nothing.
    var packed: [UInt8]??
    var responses: [Form: WebResponse] = [:]
  }

  /// What is sent of it.
  private struct Form: Hashable {
    var isPacked: Bool
    /// Whether the client has it already.
    var isKnown: Bool
  }

  private let made = Mutex(Made())

  init(_ bytes: [UInt8], type: String, caching: String = "no-cache", isShared: Bool = false) {
    self.bytes = bytes
    self.type = type
    self.caching = caching
    self.isShared = isShared
    let hash = SHA256.hex(of: bytes).prefix(24)
    tags = ("\"\(hash)\"", "\"\(hash)-gzip\"")
  }

  /// Takes a file of the site.
  convenience init(_ bytes: [UInt8], at path: String) {
    let isForever =
      path.hasPrefix("assets/") || path.hasPrefix("search/") && path != "search/index.json"
    self.init(
      bytes, type: Self.type(of: path),
      caching: isForever ? "public, max-age=31536000, immutable" : "no-cache",
      isShared: path.hasPrefix("v1/"))
  }

  /// It compressed; `nil` where that saves nothing.
  var compressed: [UInt8]? {
    if let packed = made.withLock({ $0.packed }) { return packed }
    let gzip = bytes.count < 600 ? nil : try? Gzip.compressed(bytes)
    let packed = gzip.flatMap { $0.count < bytes.count ? $0 : nil }
    made.withLock { $0.packed = .some(packed) }
    return packed
  }

  /// What is sent to a client: it, or that the client has it already.
  func response(to request: WebRequest) -> WebResponse {
    let packed = ContentCoding.takesGzip(request["accept-encoding"]) ? compressed : nil
    return response(packed, to: request)
  }

  /// The same, where nothing has to be compressed for it first.
  func responseAtHand(to request: WebRequest) -> WebResponse? {
    guard ContentCoding.takesGzip(request["accept-encoding"]) else {
      return response(nil, to: request)
    }
    return made.withLock { $0.packed }.map { response($0, to: request) }
  }

  private func response(_ packed: [UInt8]?, to request: WebRequest) -> WebResponse {
    let tag = packed == nil ? tags.plain : tags.packed
    let isKnown = Completion.matches(request["if-none-match"], tag)
    let form = Form(isPacked: packed != nil, isKnown: isKnown)
    return made.withLock { made in
      if let response = made.responses[form] { return response }
      let response = Completion.response(self, packed: packed, tag: tag, isKnown: isKnown)
      made.responses[form] = response
      return response
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
