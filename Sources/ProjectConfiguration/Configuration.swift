/// What a `cspreg.json` says: where the registries are, which policies are in use and which vendor
/// versions each of them was made for, what to watch and whom to tell.
///
/// Paths are kept as the file spells them; they are relative to the file.
public struct Configuration: Sendable, Hashable {
  /// The file's usual name.
  public static let fileName = "cspreg.json"

  /// What policies take that do not say it themselves.
  public struct Defaults: Sendable, Hashable {
    /// Which vendor versions are used.
    public var uses: Uses
    /// Regions that count; empty means all.
    public var regions: [String]

    /// Makes defaults.
    public init(uses: Uses = .auto, regions: [String] = []) {
      self.uses = uses
      self.regions = regions
    }
  }

  /// Folders of registries in the order in which they are searched; only the first is written.
  public var registries: [String]
  /// What policies take that do not say it themselves.
  public var defaults: Defaults
  /// The policies in use.
  public var policies: [InventoryEntry]
  /// How vendors' documents are watched.
  public var watch: WatchSettings
  /// Where alerts go.
  public var channels: [Channel]

  /// Makes a configuration; without arguments it is that of an empty object.
  public init(
    registries: [String] = [], defaults: Defaults = Defaults(), policies: [InventoryEntry] = [],
    watch: WatchSettings = WatchSettings(), channels: [Channel] = []
  ) {
    self.registries = registries
    self.defaults = defaults
    self.policies = policies
    self.watch = watch
    self.channels = channels
  }

  /// Which vendor versions a policy uses.
  public func uses(of entry: InventoryEntry) -> Uses { entry.uses ?? defaults.uses }

  /// The regions that count for a policy; empty means all.
  public func regions(of entry: InventoryEntry) -> [String] { entry.regions ?? defaults.regions }
}

/// Which vendor versions a policy was made for.
public enum Uses: Sendable, Hashable {
  /// The vendors whose own hosts the policy names, at the version in `cspreg.lock`.
  case auto
  /// These vendors, each at this version.
  case pinned([String: Int])

  /// The version that a pin names; `nil` without one.
  public func pin(of vendor: String) -> Int? {
    guard case .pinned(let versions) = self else { return nil }
    return versions[vendor]
  }
}
