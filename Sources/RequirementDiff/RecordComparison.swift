import ContentSecurityPolicy
import VendorRequirements

/// An old and a new record with what is true of them as wholes.
struct RecordComparison: Sendable {
  private let placedOld: PlacedRecord
  private let placedNew: PlacedRecord
  /// Registrable domains that any profile of the old record names.
  let oldSites: Set<String>
  /// Registrable domains that are known to be the vendor's or its suppliers'.
  let knownSites: Set<String>
  let families: HostFamilies
  /// What counted profiles of the new record list and no counted profile of the old one does.
  let appeared: [(profile: String, source: PlacedSource)]
  /// Whether the requirement hashes are equal.
  let asksForTheSame: Bool
  private let ownDomains: [String]

  init(old: PlacedRecord, new: PlacedRecord, ownDomains: [String]) {
    placedOld = old
    placedNew = new
    oldSites = Set(old.hosts.map(\.site))
    families = HostFamilies(old: old.hosts, new: new.hosts)
    self.ownDomains =
      ownDomains.isEmpty
      ? Self.mostNamedSite(old.hosts.isEmpty ? new.hosts : old.hosts) : ownDomains
    knownSites = oldSites.union(self.ownDomains)
    let before = Set(old.counted.map(\.source.place))
    appeared = new.counted.filter { !before.contains($0.source.place) }
    asksForTheSame = old.asksForTheSame(as: new)
  }

  var old: VersionRecord { placedOld.record }
  var new: VersionRecord { placedNew.record }
  var regions: Set<String> { placedNew.regions }
  /// The profiles of the old record, in its order.
  var oldProfiles: [PlacedProfile] { placedOld.profiles }
  /// The profiles of the new record, in its order.
  var newProfiles: [PlacedProfile] { placedNew.profiles }

  /// Whether the new record knows registrable domains; one that was written by hand may not.
  var newHasSites: Bool {
    new.profiles.contains { profile in
      profile.directives.contains { $0.requirements.contains { $0.site != nil } }
    }
  }

  /// Whether a source is a host under the vendor's own domains.
  func isOwn(_ source: PlacedSource) -> Bool {
    guard let host = source.hostSource?.host else { return false }
    return ownDomains.contains { host == $0 || host.hasSuffix("." + $0) }
  }

  private static func mostNamedSite(_ hosts: [(host: String, site: String)]) -> [String] {
    var counts: [String: Int] = [:]
    for (_, site) in hosts { counts[site, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { [$0.key] } ?? []
  }
}
