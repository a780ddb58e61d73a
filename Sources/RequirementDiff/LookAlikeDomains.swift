/// Domains that others are easily taken for.
public struct LookAlikeDomains: Sendable {
  private var domains: [[UInt8]: [String]] = [:]
  private let known: Set<String>

  /// Takes the domains of vendors.
  public init(_ domains: [String]) {
    known = Set(domains)
    for domain in domains.sorted() {
      guard let label = DomainLabel(site: domain) else { continue }
      self.domains[label.skeleton, default: []].append(domain)
    }
  }

  /// The domain that a hasty reader takes a host's domain for.
  ///
  /// - Parameter host: In lower case and punycode; its last two labels are taken for its domain.
  /// - Returns: The domain; `nil` when there is none.
  public func domain(like host: String) -> String? {
    let site = host.split(separator: ".").suffix(2).joined(separator: ".")
    guard !known.contains(where: { host == $0 || host.hasSuffix("." + $0) }),
      let label = DomainLabel(site: site), let twins = domains[label.skeleton]
    else { return nil }
    let others = twins.filter { DomainLabel(site: $0).map(label.looksLike) ?? false }
    let ending = site.drop { $0 != "." }
    return others.first { $0.drop { $0 != "." } == ending } ?? others.first
  }
}
