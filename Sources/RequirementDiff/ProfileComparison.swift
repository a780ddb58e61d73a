import ContentSecurityPolicy
import VendorRequirements

/// Two paired profiles, taken apart into what was added, removed and re-spelled.
///
/// Always: old = removed + respelled + unchanged, new = added + respelled + unchanged.
struct ProfileComparison: Sendable {
  let records: RecordComparison
  let old: Profile
  let new: Profile
  let oldSources: [PlacedSource]
  let newSources: [PlacedSource]
  /// In the order of the new profile, then what was removed in the order of the old one.
  let changes: [SourceChange]
  let unchanged: Int
  /// Directive that an added source came from, by the source's identity.
  let movedFrom: [String: String]
  /// The directive under which a removed source stands now, by the source's identity.
  let movedTo: [String: String]

  init(records: RecordComparison, old: PlacedProfile, new: PlacedProfile) {
    self.records = records
    self.old = old.profile
    self.new = new.profile
    oldSources = old.sources
    newSources = new.sources
    let oldKeys = old.needs.sources
    let newKeys = new.needs.sources
    var removed = oldSources.filter { !newKeys.contains($0.identity) }
    var added: [PlacedSource] = []
    var respelled: [String: PlacedSource] = [:]
    for source in newSources where !oldKeys.contains(source.identity) {
      let twin = removed.firstIndex {
        $0.directive == source.directive && $0.means(source)
      }
      if let twin {
        respelled[source.identity] = removed.remove(at: twin)
      } else {
        added.append(source)
      }
    }
    unchanged = newSources.count - added.count - respelled.count
    (movedFrom, movedTo) = Self.moves(
      removed: removed.filter(records.isOwn), added: added.filter(records.isOwn))
    let exact = PolicyList(exactFor: old.profile, regions: records.regions)
    let addedIdentities = Set(added.map(\.identity))
    var changes: [SourceChange] = []
    for source in newSources {
      if let twin = respelled[source.identity] {
        changes.append(.respelled(old: twin, new: source))
      } else if addedIdentities.contains(source.identity) {
        changes.append(.added(source, exact.coverage(of: source.needed)))
      }
    }
    self.changes = changes + removed.map(SourceChange.removed)
  }

  /// Name of a profile of the new version that lists a removed source, and did not before.
  ///
  /// Profiles of which one is enough do not take sources from each other.
  func profileTaking(_ removed: PlacedSource) -> String? {
    func lists(_ placed: PlacedProfile) -> Bool {
      placed.sources.contains {
        $0.directive == removed.directive && $0.means(removed)
      }
    }
    return records.newProfiles.first { placed in
      let other = placed.profile
      guard other.name != new.name, other.mode != .informational,
        other.environment == new.environment,
        other.mode != .alternative || new.mode != .alternative, lists(placed)
      else { return false }
      return !records.oldProfiles.contains { $0.profile.name == other.name && lists($0) }
    }?.profile.name
  }

  /// Pairs what left one directive with what came under another.
  ///
  /// The sources of a directive move together: of several directives that list a removed source now,
  /// the one that took most of its neighbours is where it moved to.
  private static func moves(
    removed: [PlacedSource], added: [PlacedSource]
  ) -> (from: [String: String], to: [String: String]) {
    func isSame(_ old: PlacedSource, _ new: PlacedSource) -> Bool {
      old.directive != new.directive && old.host != nil && old.means(new)
    }
    var from: [String: String] = [:]
    var to: [String: String] = [:]
    for source in removed {
      let neighbours = removed.filter { $0.directive == source.directive }
      let places = added.filter { isSame(source, $0) && from[$0.identity] == nil }
      func taken(by directive: String) -> Int {
        neighbours.count { neighbour in
          added.contains { $0.directive == directive && isSame(neighbour, $0) }
        }
      }
      var best: PlacedSource?
      for place in places
      where best.map({ taken(by: $0.directive) < taken(by: place.directive) }) ?? true {
        best = place
      }
      guard let best else { continue }
      from[best.identity] = source.directive
      to[source.identity] = best.directive
    }
    return (from, to)
  }
}
