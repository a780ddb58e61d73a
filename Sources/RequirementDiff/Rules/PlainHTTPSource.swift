import ContentSecurityPolicy

/// A host is asked for over a scheme that anybody on the way can read and change.
enum PlainHTTPSource: RiskRule {
  static let id = "plain-http-source"
  static let summary =
    "A host is asked for over a scheme that anybody on the way can read and change."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard let host = source.hostSource, let scheme = host.scheme, ["http", "ws"].contains(scheme)
    else { return nil }
    let secure = source.source.replacingScheme(with: scheme == "ws" ? "wss" : "https")
    return (
      "\(source.source) asks for \(scheme), which is not encrypted",
      "Write \(secure) unless the vendor really serves nothing else."
    )
  }
}

extension String {
  /// A source with another scheme in front of its `://`.
  fileprivate func replacingScheme(with scheme: String) -> String {
    guard let colon = firstIndex(of: ":") else { return self }
    return scheme + self[colon...]
  }
}
