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
  public var json: JSON {
    [
      "id": .string(vendor.id), "name": .string(vendor.name),
      "homepage": .string(vendor.homepage), "domains": .strings(vendor.domains),
      "latest": JSON(versions.last { $0.withdrawn == nil }?.number),
      "versions": .array(
        versions.map {
          [
            "version": .int($0.number), "published": .string($0.recorded),
            "withdrawn": JSON($0.withdrawn),
          ]
        }),
    ]
  }
}
