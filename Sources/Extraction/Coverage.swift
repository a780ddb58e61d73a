import VendorRequirements

/// Compares sets of sources as far as profiles need it.
enum Coverage {
  /// Whether one set says with wildcards what the other says host by host.
  ///
  /// Directives count only where both name one: a list of hosts without directives can be the
  /// detailed form of a policy.
  static func isOtherSpelling(_ some: [Statement.Entry], _ others: [Statement.Entry]) -> Bool {
    covers(some, others) || covers(others, some)
  }

  private static func covers(_ wide: [Statement.Entry], _ narrow: [Statement.Entry]) -> Bool {
    let hosts = narrow.filter { $0.token.kind == .host }
    guard !hosts.isEmpty else { return false }
    return hosts.allSatisfy { entry in
      wide.contains { other in
        let isSamePlace =
          other.directive == entry.directive || other.directive == Profile.unspecified
          || entry.directive == Profile.unspecified
        return isSamePlace && covers(other.token.legal ?? other.token.text, entry.token)
      }
    }
  }

  /// Whether a wildcard covers a host that is not the wildcard itself.
  private static func covers(_ wildcard: String, _ token: SourceToken) -> Bool {
    var pattern = Substring(wildcard)
    if let scheme = pattern.firstRange(of: "://") { pattern = pattern[scheme.upperBound...] }
    guard pattern.hasPrefix("*.") else { return false }
    let suffix = pattern.dropFirst().prefix { $0 != "/" && $0 != ":" }
    return token.host.hasSuffix(suffix) && token.host != pattern.prefix { $0 != "/" && $0 != ":" }
      && !token.host.hasPrefix("*")
  }
}
