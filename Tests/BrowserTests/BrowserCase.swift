import ContentSecurityPolicy
import MessageDigest

/// A page, its policies, and one thing it tries to do.
struct BrowserCase: Sendable, CustomStringConvertible {
  var id: Int
  /// The origin of the page.
  var origin: String
  var headers: [String]
  var metas: [String]
  /// The values of report-only headers, which must never matter.
  var reportOnly: [String] = []
  var kind: Kind
  /// What is loaded; for `frame-ancestors` the page around; empty for what is inline.
  var url: String
  var redirects: [String] = []
  var nonce = ""
  var integrity = ""
  var source = ""

  /// Whether it is read from `data:` or `blob:`, for which no server is asked.
  var isLocal: Bool { url.hasPrefix("data:") || url.hasPrefix("blob:") }

  /// The verdict of the engine.
  var engineAllows: Bool {
    let policies =
      headers.flatMap { PolicyList(parsing: $0).policies }
      + reportOnly.flatMap { PolicyList(parsing: $0, delivery: .reportOnly).policies }
      + metas.flatMap { PolicyList(parsing: $0, delivery: .meta).policies }
    guard let origin = Origin(origin), let target else { return false }
    let isParserInserted: Bool? =
      switch kind {
      case .script, .moduleScript, .modulePreload, .preloadScript, .inlineScriptDOM: false
      case .scriptParser, .inlineScript: true
      default: nil
      }
    let request = Request(
      directive: kind.chain.first ?? "", destination: kind.rawValue, target: target,
      redirects: redirects.compactMap { RequestURL($0) }, nonce: nonce, integrity: integrity,
      source: source.isEmpty ? nil : source, isParserInserted: isParserInserted,
      digest: Self.digest)
    return PolicyList(policies: policies).allows(request, origin: origin, profile: .chromium)
      .isAllowed
  }

  /// The digest of bytes.
  static let digest: Request.Digest = { algorithm, bytes in
    switch algorithm {
    case .sha256: SHA256.digest(of: bytes)
    case .sha384: SHA384.digest(of: bytes)
    case .sha512: SHA512.digest(of: bytes)
    }
  }

  private var target: Request.Target? {
    switch kind {
    case .wasm: return .wasmEval
    case _ where kind.isEvaluation: return .eval
    case _ where kind.isInline: return .inline
    default:
      let text = url == "blob:" ? "blob:\(origin)/0" : url
      return RequestURL(text).map { .url($0) }
    }
  }

  var description: String {
    var parts = ["\(id): page \(origin)"]
    parts += headers.map { "header [\($0)]" } + metas.map { "meta [\($0)]" }
    parts += reportOnly.map { "report-only [\($0)]" }
    parts.append("\(kind.rawValue) \(url)")
    parts += redirects.map { "-> \($0)" }
    if !integrity.isEmpty { parts.append("integrity \(integrity)") }
    if !nonce.isEmpty { parts.append("nonce \(nonce)") }
    if !source.isEmpty { parts.append("source [\(source)]") }
    return parts.joined(separator: ", ")
  }
}
