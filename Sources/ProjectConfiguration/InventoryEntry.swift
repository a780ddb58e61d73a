/// A policy in use, or several that are kept alike: one of `policies` in `cspreg.json`.
public struct InventoryEntry: Sendable, Hashable {
  /// Where its text is.
  public enum Place: Sendable, Hashable {
    /// A file.
    case path(String)
    /// Every file that one of these globs matches.
    case globs([String])
    /// A page whose response carries it.
    case url(String)
  }

  /// Profiles that count, whatever the policy met.
  public enum Profiles: Sendable, Hashable {
    /// Of every vendor those that it has of these.
    case named([String])
    /// For each vendor its own.
    case byVendor([String: [String]])
  }

  /// Name, which no other entry has.
  public var name: String
  /// Who answers for it.
  public var owner: String?
  /// Where its text is.
  public var place: Place
  /// Which vendor versions it uses; `nil` takes the file's default.
  public var uses: Uses?
  /// Profiles that count; `nil` leaves it to the policy.
  public var profiles: Profiles?
  /// Regions that count; `nil` takes the file's default.
  public var regions: [String]?

  /// Makes an entry.
  public init(
    name: String, owner: String? = nil, place: Place, uses: Uses? = nil,
    profiles: Profiles? = nil, regions: [String]? = nil
  ) {
    self.name = name
    self.owner = owner
    self.place = place
    self.uses = uses
    self.profiles = profiles
    self.regions = regions
  }

  /// The profiles that count for one vendor; empty leaves it to the policy.
  ///
  /// - Parameters:
  ///   - vendor: Vendor id.
  ///   - known: Names of the profiles that its version has.
  /// - Returns: Names of profiles.
  public func profiles(of vendor: String, known: [String]) -> [String] {
    switch profiles {
    case nil: []
    case .named(let names): names.filter(known.contains)
    case .byVendor(let map): map[vendor] ?? []
    }
  }
}
