public import RequirementDiff
public import VendorRequirements

/// What a vendor has to do with a host.
public struct HostOwner: Sendable {
  /// How sure the answer is, the surest first.
  public enum Match: String, Sendable, Hashable, CaseIterable {
    /// The vendor's newest version lists a source that covers it.
    case listed
    /// An older version listed it.
    case formerly
    /// It looks like a further member of a host family that the vendor lists.
    case family
    /// It stands under one of the vendor's own domains, and no version lists it.
    case domain
  }

  /// The vendor.
  public var vendor: Vendor
  /// Number of the version that was asked.
  public var version: Int?
  /// How it belongs to the vendor.
  public var match: Match
  /// The sources that cover it, or the family's members, or other sources of the same host.
  public var entries: [Blame.Entry]
  /// Whether the sources stand under the directive that was asked about, or one that it falls back to.
  public var isAtDirective = false
  /// The family, for ``Match/family``.
  public var family: HostFamily?
}
