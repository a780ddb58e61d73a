import DocumentTree
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
    let wildcards = wide.compactMap { entry in
      suffix(of: entry.token).map { (entry.directive, $0) }
    }
    let hosts = narrow.lazy.filter { $0.token.kind == .host }
    guard !wildcards.isEmpty, !hosts.isEmpty else { return false }
    return hosts.allSatisfy { entry in
      guard !entry.token.host.hasPrefix("*") else { return false }
      return wildcards.contains { directive, suffix in
        let isSamePlace =
          directive == entry.directive || directive == Profile.unspecified
          || entry.directive == Profile.unspecified
        return isSamePlace && entry.token.host.hasSuffix(suffix)
      }
    }
  }

  /// What a wildcard's hosts end in: `.a.example` of `https://*.a.example`; `nil` for other sources.
  private static func suffix(of token: SourceToken) -> Substring? {
    let spelling = token.legal ?? token.text
    guard spelling.holds(byte: 42) else { return nil }
    var pattern = Substring(spelling)
    if let scheme = pattern.place(of: "://") { pattern = pattern[scheme.upperBound...] }
    guard pattern.hasPrefix("*.") else { return nil }
    return pattern.dropFirst().prefix { $0 != "/" && $0 != ":" }
  }
}
