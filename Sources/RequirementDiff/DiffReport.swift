public import VendorRequirements

/// What changed between two versions of a vendor's requirements.
public struct DiffReport: Sendable, Hashable {
  /// How much changed between two paired profiles.
  public struct Summary: Sendable, Hashable {
    /// Sources that only the new profile lists.
    public var added = 0
    /// Sources that only the old profile lists, moved ones included.
    public var removed = 0
    /// Sources that changed their spelling only.
    public var respelled = 0
    /// Removed sources that stand under another directive, or in another profile, now.
    public var moved = 0
    /// Sources that both list.
    public var unchanged = 0
    /// Added sources that a policy made for the old profile blocks.
    public var breaking = 0

    /// Makes a summary of nothing.
    public init() {}
  }

  /// Two profiles that were held against each other.
  public struct Pair: Sendable, Hashable {
    /// Name of the old profile.
    public var from: String
    /// Name of the new profile.
    public var to: String
    /// The counts.
    public var summary: Summary
    /// What was found, in the new document's order.
    public var findings: [Finding]
    /// Removed sources that are reported where they went: source, old and new directive.
    public var moves: [Move]
    /// Number of sources a directive lists: old and new, in the new document's order.
    public var counts: [DirectiveCount]
  }

  /// A source that left one directive for another.
  public struct Move: Sendable, Hashable {
    /// The source as the old document spells it.
    public var source: String
    /// Where it was.
    public var from: String
    /// Where it is.
    public var to: String
  }

  /// A finding that a line of `cspreg.ignore` accepts.
  public struct Ignored: Sendable, Hashable {
    /// The finding.
    public var finding: Finding
    /// Why it is accepted.
    public var reason: String

    /// Makes a value.
    public init(finding: Finding, reason: String) {
      self.finding = finding
      self.reason = reason
    }
  }

  /// How many sources a directive lists before and after.
  public struct DirectiveCount: Sendable, Hashable {
    /// Directive name.
    public var directive: String
    /// Sources of the old profile.
    public var old: Int
    /// Sources of the new profile.
    public var new: Int
  }

  /// The old record.
  public var from: VersionRecord
  /// The new record.
  public var to: VersionRecord
  /// The pairs, the one to read first in front.
  public var pairs: [Pair]
  /// Findings about profiles and the page as wholes.
  public var remarks: [Finding]
  /// What differs without any finding: names, notes, provenance.
  public var notes: [String]
  /// Findings that somebody accepted; they are in no other list.
  public var ignored: [Ignored] = []

  /// All findings, pair by pair, then the remarks.
  public var findings: [Finding] { pairs.flatMap(\.findings) + remarks }
}

/// What to look at in a diff.
public struct DiffOptions: Sendable, Hashable {
  /// Only sources that came or only sources that went.
  public enum Only: String, Sendable, Hashable, CaseIterable {
    case added
    case removed
  }

  /// Name of the new version's profile to show first, and alone.
  public var profile: String?
  /// When not empty, sources stated for other regions are left out on both sides.
  public var regions: Set<String>
  /// Narrows the findings.
  public var only: Only?
  /// Domains of the vendor's own hosts; empty means the most named domain.
  public var ownDomains: [String]

  /// Makes options; the defaults show everything.
  public init(
    profile: String? = nil, regions: Set<String> = [], only: Only? = nil,
    ownDomains: [String] = []
  ) {
    self.profile = profile
    self.regions = regions
    self.only = only
    self.ownDomains = ownDomains
  }
}
