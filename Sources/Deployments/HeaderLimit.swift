import ContentSecurityPolicy

/// How long a policy may be where a platform sends it.
public struct HeaderLimit: Sendable, Hashable {
  /// The most bytes.
  public var bytes: Int
  /// Whose limit it is, as the subject of a sentence.
  public var owner: String
  /// Whether it is about each policy by itself, with its header's name, and not about all together.
  public var isPerLine = false

  /// The limit of a platform.
  ///
  /// - Parameter platform: The platform's id.
  /// - Returns: The platform's own limit; else that of proxies, which hold all headers of a response
  ///   in a buffer of 8 KB unless they are told otherwise. `nil` for what is sent in no header.
  public static func of(_ platform: String) -> HeaderLimit? {
    switch platform {
    case "netlify-headers":
      HeaderLimit(bytes: 2_000, owner: "a line of _headers on Cloudflare", isPerLine: true)
    case "haproxy": HeaderLimit(bytes: 16_384, owner: "the buffer of HAProxy")
    case "html-meta", "tauri", "webext", "magento": nil
    default: HeaderLimit(bytes: 8_192, owner: "the header buffer of many proxies")
    }
  }

  /// What of the limit policies use.
  public func size(of policies: [DeployedPolicy]) -> Int {
    let sizes = policies.filter { $0.delivery != .meta }.map {
      $0.text.bytes.count + "Content-Security-Policy: ".utf8.count
    }
    return isPerLine ? sizes.max() ?? 0 : sizes.reduce(0, +)
  }

  /// What to say of a size that an edit brings about.
  ///
  /// - Parameters:
  ///   - size: The size then.
  ///   - before: The size before.
  /// - Returns: A sentence without its full stop; `nil` when nothing was added, or when a tenth of the
  ///   limit is left.
  public func warning(size: Int, before: Int) -> String? {
    guard size > before, size * 10 > bytes * 9 else { return nil }
    let relation =
      size <= bytes
      ? "near the limit" : before <= bytes ? "over the limit" : "further over the limit"
    return "\(size) bytes are \(relation) of \(bytes): \(owner)"
  }
}
