import Diagnostics
public import JSONText

/// Writes a configuration, as `init` does.
public enum ConfigurationWriter {
  /// The file's bytes; what equals its default is left out.
  public static func bytes(_ configuration: Configuration) -> [UInt8] {
    var members: [JSON.Member] = []
    if !configuration.registries.isEmpty {
      members.append(.init("registries", .strings(configuration.registries)))
    }
    members.append(.init("policies", .array(configuration.policies.map(json))))
    return JSON.object(members).canonicalBytes()
  }

  private static func json(_ entry: InventoryEntry) -> JSON {
    var members: [JSON.Member] = [.init("name", .string(entry.name))]
    if let owner = entry.owner { members.append(.init("owner", .string(owner))) }
    switch entry.place {
    case .path(let path): members.append(.init("path", .string(path)))
    case .globs(let globs): members.append(.init("paths", .strings(globs)))
    case .url(let url): members.append(.init("url", .string(url)))
    }
    members.append(.init("uses", json(entry.uses ?? .auto)))
    switch entry.profiles {
    case nil: break
    case .named(let names): members.append(.init("profiles", .strings(names)))
    case .byVendor(let map):
      members.append(
        .init(
          "profiles",
          .object(map.sorted { $0.key < $1.key }.map { .init($0.key, .strings($0.value)) })))
    }
    if let regions = entry.regions { members.append(.init("regions", .strings(regions))) }
    return .object(members)
  }

  /// `"auto"`, or the pinned versions by vendor.
  public static func json(_ uses: Uses) -> JSON {
    guard case .pinned(let versions) = uses else { return "auto" }
    return .object(versions.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) })
  }
}
