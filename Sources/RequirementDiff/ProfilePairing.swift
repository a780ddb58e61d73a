import ContentSecurityPolicy
public import VendorRequirements

/// Decides which profiles of two versions are held against each other.
///
/// Versions that ask for the same pair by what the profiles ask for. Else profiles pair by name. One without a partner pairs with the other side's preferred one of the
/// same environment; optional profiles pair by name only. What is left over is an added or removed
/// profile.
public struct ProfilePairing: Sendable {
  /// Pairs as positions in the records' profiles, the preferred one first.
  public let pairs: [(old: Int, new: Int)]
  /// Profiles of the old record without any partner.
  public let removed: [Int]
  /// Profiles of the new record without any partner.
  public let added: [Int]

  /// Pairs the profiles of two records.
  public init(old: VersionRecord, new: VersionRecord) {
    self.init(old: old, new: new, areEqual: old.requirementText == new.requirementText)
  }

  /// Pairs the profiles of two records of which it is known whether they ask for the same.
  init(old: VersionRecord, new: VersionRecord, areEqual: Bool) {
    let oldCounted = old.profiles.indices.filter { old.profiles[$0].mode != .informational }
    let newCounted = new.profiles.indices.filter { new.profiles[$0].mode != .informational }
    var found = areEqual ? Self.twins(old, oldCounted, new, newCounted) : []
    let areTwins = !found.isEmpty
    func partner(_ profile: Profile, _ side: VersionRecord, _ among: [Int]) -> Int? {
      among.first {
        side.profiles[$0].name == profile.name
          && side.profiles[$0].environment == profile.environment
      } ?? among.first { side.profiles[$0].name == profile.name }
    }
    for index in newCounted where !areTwins {
      let profile = new.profiles[index]
      if let twin = partner(profile, old, oldCounted) {
        found.append((twin, index))
      } else if profile.mode != .optional,
        let preferred = old.preferredProfile(environment: profile.environment)
      {
        found.append((preferred, index))
      }
    }
    for index in oldCounted where !found.contains(where: { $0.old == index }) {
      let profile = old.profiles[index]
      if profile.mode != .optional,
        let preferred = new.preferredProfile(environment: profile.environment)
      {
        found.append((index, preferred))
      }
    }
    let first = new.preferredProfile(environment: nil)
    pairs =
      found.filter { $0.new == first } + found.filter { $0.new != first }
    removed = oldCounted.filter { index in !found.contains { $0.old == index } }
    added = newCounted.filter { index in !found.contains { $0.new == index } }
  }

  /// Pairs profiles that ask for the same when both records do as wholes, whatever their names.
  private static func twins(
    _ old: VersionRecord, _ oldCounted: [Int], _ new: VersionRecord, _ newCounted: [Int]
  ) -> [(old: Int, new: Int)] {
    let newTexts = Dictionary(
      uniqueKeysWithValues: newCounted.map { ($0, new.profiles[$0].requirementText()) })
    var left = oldCounted.map { (index: $0, text: old.profiles[$0].requirementText()) }
    var found: [Int: Int] = [:]
    for byName in [true, false] {
      for index in newCounted where found[index] == nil {
        let twin = left.firstIndex {
          $0.text == newTexts[index]
            && (!byName || old.profiles[$0.index].name == new.profiles[index].name)
        }
        if let twin { found[index] = left.remove(at: twin).index }
      }
    }
    return newCounted.compactMap { index in found[index].map { ($0, index) } }
  }
}

extension VersionRecord {
  /// The profile that we would advise: the fewest risky sources, then record order.
  ///
  /// Only required and alternative profiles are looked at.
  ///
  /// - Parameter environment: The environment that it must be for; `nil` means production.
  /// - Returns: Its position; `nil` when no profile counts there.
  public func preferredProfile(environment: String?) -> Int? {
    let candidates = profiles.indices.filter {
      [.required, .alternative].contains(profiles[$0].mode)
        && profiles[$0].environment == environment
    }
    return candidates.min { (profiles[$0].riskySources, $0) < (profiles[$1].riskySources, $1) }
  }
}

extension Profile {
  /// How many sources allow more than the vendor: whole schemes, `*` and `'unsafe-...'`.
  public var riskySources: Int {
    directives.flatMap(\.requirements).count { requirement in
      switch SourceExpression(requirement.legal ?? requirement.source).kind {
      case .scheme(let scheme): ["http", "https", "ws", "wss"].contains(scheme)
      case .host(let host): host.isAny
      case .keyword: requirement.source.lowercased().hasPrefix("'unsafe-")
      default: false
      }
    }
  }
}
