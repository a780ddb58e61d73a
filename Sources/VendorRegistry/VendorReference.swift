/// What stands for a version: `userpilot@2`, `userpilot@latest`.
public struct VendorReference: Sendable, Hashable, CustomStringConvertible {
  /// Which version.
  public enum Version: Sendable, Hashable {
    /// The one with this number.
    case number(Int)
    /// The highest one that was not withdrawn.
    case latest
  }

  /// Vendor id.
  public var vendor: String
  /// Which version.
  public var version: Version

  /// Makes a reference.
  public init(vendor: String, version: Version = .latest) {
    self.vendor = vendor
    self.version = version
  }

  /// Whether a text may be the id of a vendor.
  public static func isVendor(_ text: String) -> Bool { Grammar.isId(text) }

  /// Reads a reference; a bare vendor id means its latest version, where that is allowed.
  public init(parsing text: String, allowingBareVendor: Bool = true) throws(RegistryError) {
    let shown = String(text.prefix(80))
    func bad(_ message: String) -> RegistryError { RegistryError(.badReference, shown, message) }
    let example = "write it like userpilot@2 or userpilot@latest"
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { throw bad("there is more than one @ in it; \(example)") }
    let vendor = String(parts[0])
    guard Grammar.isId(vendor) else {
      if Grammar.isId(vendor.lowercased()) {
        throw bad("vendor ids are lower-case; write \(text.lowercased())")
      }
      throw bad("this is no vendor id (lower-case letters, digits, hyphens); \(example)")
    }
    self.vendor = vendor
    guard parts.count == 2 else {
      guard allowingBareVendor else {
        throw bad("the version is missing; write \(vendor)@latest or a number after the @")
      }
      version = .latest
      return
    }
    if parts[1] == "latest" {
      version = .latest
    } else if let number = Int(parts[1]), number > 0, String(number) == parts[1] {
      version = .number(number)
    } else {
      throw bad("after the @ comes a version number from 1 on, or latest; \(example)")
    }
  }

  /// The reference as it is written.
  public var description: String {
    switch version {
    case .number(let number): "\(vendor)@\(number)"
    case .latest: "\(vendor)@latest"
    }
  }
}
