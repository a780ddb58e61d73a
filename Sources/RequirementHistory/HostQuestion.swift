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
    let cut = text.prefix { $0 != "?" && $0 != "#" }
    let expression = SourceExpression(String(cut))
    guard case .host(let host) = expression.kind, !host.isAny,
      host.host.contains(".") || host.host == "localhost"
    else { return nil }
    self.host = host.isWildcard ? "*." + host.host : host.host
    source = String(cut)
    isOrigin = host.path == nil
    self.directive = directive
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
