import ContentSecurityPolicy
public import ViolationReports

/// A host or URL of which somebody wants to know whose it is.
public struct HostQuestion: Sendable, Hashable {
  /// Host in lower case; a wildcard keeps its `*.`.
  public let host: String
  /// The source as it was met: a URL, a source expression or a bare host.
  public let source: String
  /// Directive that blocked it or lists it, when that is known.
  public let directive: String?
  /// Whether no path is known, so that any path of the host counts.
  let isOrigin: Bool

  /// Takes a host, URL or source expression; `nil` for what names no host.
  public init?(_ text: String, directive: String? = nil) {
    let cut = String(text.prefix { $0 != "?" && $0 != "#" })
    let expression = SourceExpression(cut)
    guard case .host(let host) = expression.kind, !host.isAny,
      host.host.contains(".") || host.host == "localhost"
    else { return nil }
    let name = host.host.hasSuffix(".") ? String(host.host.dropLast()) : host.host
    self.host = host.isWildcard ? "*." + name : name
    source = Self.withoutRootDot(cut, host)
    isOrigin = host.path == nil
    self.directive = directive
  }

  /// A source without the dot of the root (RFC 1034 section 3.1) behind its host, with which nobody lists a host.
  private static func withoutRootDot(_ text: String, _ host: HostSource) -> String {
    var bytes = Array(text.utf8)
    guard host.host.hasSuffix("."),
      let name = Array(text.lowercased().utf8).firstRange(of: Array(host.host.utf8))
    else { return text }
    bytes.remove(at: name.upperBound - 1)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Asks about what a browser blocked; `nil` for what is no host.
  public init?(_ key: ReportTally.Key) {
    guard case .origin(let origin) = key.blocked else { return nil }
    self.init(origin, directive: key.directive)
  }

  /// The source in the schemes that it may stand for.
  var expressions: [SourceExpression] {
    if source.contains("://") { return [SourceExpression(source)] }
    return ["https://", "wss://"].map { SourceExpression($0 + source) }
  }
}
