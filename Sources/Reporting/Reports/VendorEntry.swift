public import JSONText
public import VendorRequirements

/// A vendor and its versions, as `list` shows them.
public struct VendorEntry: Sendable, Hashable {
  /// One version.
  public struct Version: Sendable, Hashable {
    /// Its number.
    public var number: Int
    /// When it was published.
    public var recorded: String
    /// Why it was withdrawn; `nil` when it holds.
    public var withdrawn: String?

    /// Makes a version.
    public init(number: Int, recorded: String, withdrawn: String?) {
      self.number = number
      self.recorded = recorded
      self.withdrawn = withdrawn
    }
  }

  /// The vendor.
  public var vendor: Vendor
  /// Its versions, in order.
  public var versions: [Version]

  /// Makes an entry.
  public init(vendor: Vendor, versions: [Version]) {
    self.vendor = vendor
    self.versions = versions
  }

  /// The entry as JSON.
  public var json: JSON { .object(members) }

  /// The members of ``json``.
  public var members: [JSON.Member] {
    [
      .init("id", .string(vendor.id)), .init("name", .string(vendor.name)),
      .init("homepage", .string(vendor.homepage)), .init("domains", .strings(vendor.domains)),
      .init("latest", JSON(versions.last { $0.withdrawn == nil }?.number)),
      .init(
        "versions",
        .array(
          versions.map {
            [
              "version": .int($0.number), "published": .string($0.recorded),
              "withdrawn": JSON($0.withdrawn),
            ]
          })),
    ]
  }
}
