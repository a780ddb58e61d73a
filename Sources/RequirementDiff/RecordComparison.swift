import ContentSecurityPolicy
import VendorRequirements

/// An old and a new record with what is true of them as wholes.
struct RecordComparison: Sendable {
  let old: VersionRecord
  let new: VersionRecord
  let regions: Set<String>
  /// The profiles of the old record, in its order.
  let oldProfiles: [PlacedProfile]
  /// The profiles of the new record, in its order.
  let newProfiles: [PlacedProfile]
  /// Registrable domains that any profile of the old record names.
  let oldSites: Set<String>
  /// Registrable domains that are known to be the vendor's or its suppliers'.
  let knownSites: Set<String>
  let families: HostFamilies
  /// What counted profiles of the new record list and no counted profile of the old one does.
  let appeared: [(profile: String, source: PlacedSource)]
  /// What each profile of the old record asks for.
  let oldTexts: [ProfileText]
  /// What each profile of the new record asks for.
  let newTexts: [ProfileText]
  /// Whether the requirement hashes are equal.
  let asksForTheSame: Bool
  private let ownDomains: [String]

  init(old: VersionRecord, new: VersionRecord, regions: Set<String>, ownDomains: [String]) {
    self.old = old
    self.new = new
    self.regions = regions
    oldProfiles = old.profiles.map { PlacedProfile($0, regions: regions) }
    newProfiles = new.profiles.map { PlacedProfile($0, regions: regions) }
    let oldHosts = Self.hosts(of: oldProfiles)
    let newHosts = Self.hosts(of: newProfiles)
    oldSites = Set(oldHosts.map(\.site))
    families = HostFamilies(old: oldHosts, new: newHosts)
    self.ownDomains =
      ownDomains.isEmpty ? Self.mostNamedSite(oldHosts.isEmpty ? newHosts : oldHosts) : ownDomains
    func identity(_ source: PlacedSource) -> String { "\(source.directive) \(source.normal)" }
    knownSites = oldSites.union(self.ownDomains)
    let before = Set(Self.counted(oldProfiles).map { identity($0.source) })
    appeared = Self.counted(newProfiles).filter { !before.contains(identity($0.source)) }
    oldTexts = old.profiles.map { ProfileText($0, regions: regions) }
    newTexts = new.profiles.map { ProfileText($0, regions: regions) }
    asksForTheSame = old.requirementText == new.requirementText
  }

  /// Whether the new record knows registrable domains; one that was written by hand may not.
  var newHasSites: Bool {
    new.profiles.contains { profile in
      profile.directives.contains { $0.requirements.contains { $0.site != nil } }
    }
  }

  /// The sources of all profiles that are not informational.
  private static func counted(
    _ profiles: [PlacedProfile]
  ) -> [(profile: String, source: PlacedSource)] {
    profiles.filter { $0.profile.mode != .informational }.flatMap { placed in
      placed.sources.map { (placed.profile.name, $0) }
    }
  }

  /// Whether a source is a host under the vendor's own domains.
  func isOwn(_ source: PlacedSource) -> Bool {
    guard let host = source.hostSource?.host else { return false }
    return ownDomains.contains { host == $0 || host.hasSuffix("." + $0) }
  }

  /// Registrable domain of a host source.
  static func site(of source: PlacedSource) -> String? {
    if let site = source.requirement.site { return site }
    // A record that was written by hand may lack it: the last two labels are the best guess.
    guard let host = source.hostSource, !host.isAny else { return nil }
    return host.host.utf8.split(separator: UInt8(ascii: ".")).suffix(2)
      .map { String(Substring($0)) }.joined(separator: ".")
  }

  static func hosts(of profiles: [PlacedProfile]) -> [(host: String, site: String)] {
    var seen: Set<String> = []
    return profiles.flatMap(\.sources).compactMap { source in
      guard let host = source.host, let site = site(of: source), seen.insert(host).inserted else {
        return nil
      }
      return (host, site)
    }
  }

  private static func mostNamedSite(_ hosts: [(host: String, site: String)]) -> [String] {
    var counts: [String: Int] = [:]
    for (_, site) in hosts { counts[site, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { [$0.key] } ?? []
  }
}

/// What a profile asks for, in the form that the requirement hash is taken of.
struct ProfileText: Sendable, Equatable {
  let text: String
  /// The text without its first line, which tells mode and environment.
  let lines: Substring

  init(_ profile: Profile, regions: Set<String>) {
    text = profile.requirementText(regions: regions)
    lines = Substring(text.utf8[...].drop { $0 != UInt8(ascii: "\n") })
  }
}
