import ContentSecurityPolicy
import RequirementDiff
import VendorRequirements

/// Finds the vendors of hosts, of many hosts among many vendors.
public struct HostOwners {
  private let histories: [VendorHistory]
  /// Vendors by the hosts and domains that they name.
  private var places: [Substring: [Int]] = [:]
  /// Hosts of newest versions, taken when they are first asked for.
  private var known: [Int: KnownHosts] = [:]

  /// Takes the vendors of the registries.
  public init(_ histories: [VendorHistory]) {
    self.histories = histories
    for (index, history) in histories.enumerated() {
      var names = Set(history.vendor.domains)
      for entry in history.blame.entries {
        guard case .host(let host) = SourceExpression(entry.source).kind, !host.isAny else {
          continue
        }
        names.insert(host.host)
      }
      for name in names { places[name[...], default: []].append(index) }
    }
  }

  /// Vendors that have to do with a host, the surest first.
  public mutating func owners(of question: HostQuestion) -> [HostOwner] {
    var found: Set<Int> = []
    var rest = question.host[...]
    if rest.hasPrefix("*.") { rest = rest.dropFirst(2) }
    while true {
      found.formUnion(places[rest] ?? [])
      guard let dot = rest.firstIndex(of: ".") else { break }
      rest = rest[rest.index(after: dot)...]
    }
    let owners = found.sorted().compactMap { index in
      histories[index].owner(of: question, among: knownHosts(index))
    }
    let ranks = HostOwner.Match.allCases
    return ranks.flatMap { match in owners.filter { $0.match == match } }
  }

  private mutating func knownHosts(_ index: Int) -> KnownHosts? {
    if let hosts = known[index] { return hosts }
    guard let latest = histories[index].versions.last else { return nil }
    let hosts = KnownHosts(latest)
    known[index] = hosts
    return hosts
  }
}
