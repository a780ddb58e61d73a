public import VendorRequirements

/// A record with what comparisons ask about it worked out once, however often it is compared.
public struct PlacedRecord: Sendable {
  /// The record.
  public let record: VersionRecord
  /// When not empty, sources that are stated for other regions were left out.
  public let regions: Set<String>
  /// The profiles in the record's order.
  let profiles: [PlacedProfile]
  /// Each host that a profile names, with its registrable domain.
  let hosts: [(host: String, site: String)]

  /// Works it out.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - regions: When not empty, sources that are stated for other regions are left out.
  public init(_ record: VersionRecord, regions: Set<String> = []) {
    self.record = record
    self.regions = regions
    profiles = record.profiles.map { PlacedProfile($0, regions: regions) }
    var seen: Set<String> = []
    hosts = profiles.flatMap(\.sources).compactMap { source in
      guard let host = source.host, let site = source.site, seen.insert(host).inserted else {
        return nil
      }
      return (host, site)
    }
  }

  /// The sources of all profiles that are not informational.
  var counted: [(profile: String, source: PlacedSource)] {
    profiles.filter { $0.profile.mode != .informational }.flatMap { placed in
      placed.sources.map { (placed.profile.name, $0) }
    }
  }

  /// Whether this record and another ask for the same, whatever the regions.
  func asksForTheSame(as other: PlacedRecord) -> Bool {
    guard regions.isEmpty, other.regions.isEmpty else {
      return record.requirementText == other.record.requirementText
    }
    var left = other.needs
    for need in needs {
      guard let twin = left.firstIndex(of: need) else { return false }
      left.remove(at: twin)
    }
    return left.isEmpty
  }

  private var needs: [ProfileNeeds] {
    profiles.filter { $0.profile.mode != .informational }.map(\.needs)
  }
}

/// A profile with its sources worked out once.
struct PlacedProfile: Sendable {
  let profile: Profile
  let sources: [PlacedSource]
  /// What it asks for.
  let needs: ProfileNeeds

  init(_ profile: Profile, regions: Set<String>) {
    self.profile = profile
    sources = profile.placedSources(regions: regions)
    needs = ProfileNeeds(
      mode: profile.mode, environment: profile.environment ?? "",
      sources: Set(sources.map(\.identity)))
  }
}

/// What a profile asks for; those are equal whose ``Profile/requirementText(regions:)`` is.
struct ProfileNeeds: Sendable, Equatable {
  let mode: Profile.Mode
  let environment: String
  /// Identities of its sources.
  let sources: Set<String>
}
