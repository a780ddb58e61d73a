public import ContentSecurityPolicy
public import Diagnostics

/// What a change, or a vendor's present requirements, mean for one deployed policy.
public struct ImpactResult: Sendable, Hashable {
  /// The answer, in the order in which it is decided.
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Nothing is enforced.
    case reportOnly = "report-only"
    /// Meets the new version.
    case safe
    /// Does not use the vendor.
    case notUsed = "not-used"
    /// Met the old version and blocks something that the new one needs.
    case breaks
    /// Only a nonce, a hash, `'strict-dynamic'`, a placeholder or a run-time part decides.
    case depends
    /// Did not meet the old version either.
    case incomplete

    /// How much it matters to `--fail-on`.
    ///
    /// - Parameters:
    ///   - checking: Whether it answers `check`, where an incomplete pinned vendor breaks.
    ///   - isPinned: Whether a pin binds the policy to the vendor.
    /// - Returns: The level.
    public func level(checking: Bool, isPinned: Bool) -> Level {
      switch self {
      case .breaks: .break
      case .incomplete: checking && isPinned ? .break : .warn
      case .depends: .warn
      case .reportOnly, .safe, .notUsed: .info
      }
    }
  }

  /// A source that the policy blocks and the version needs.
  public struct Missing: Sendable, Hashable {
    /// Directive under which the vendor lists it.
    public var directive: String
    /// The source as the vendor spells it.
    public var source: String
    /// Whether the change adds it.
    public var isNew: Bool
    /// Stable id of why it is blocked.
    public var reason: String
    /// What each blocking policy needs.
    public var edits: [Edit]
    /// A request that is blocked.
    public var witness: Witness?
  }

  /// A source of which the policy's list alone does not decide.
  public struct Undecided: Sendable, Hashable {
    /// Directive under which the vendor lists it.
    public var directive: String
    /// The source as the vendor spells it.
    public var source: String
    /// Stable id of what decides.
    public var reason: String
  }

  /// A source of the policy that the version does not need.
  public struct Removable: Sendable, Hashable {
    /// Directive of the policy.
    public var directive: String
    /// The policy's token.
    public var source: String
  }

  /// Vendor id.
  public var vendor: String
  /// The old version's number, when a change was asked about.
  public var from: Int?
  /// The new version's number; `nil` for a candidate.
  public var to: Int?
  /// The answer.
  public var verdict: Verdict
  /// The unit that the policy meets, or that ``missing`` speaks of.
  public var profile: String
  /// Optional profiles that the policy met before and that count with ``profile``, in record order.
  public var optionalProfiles: [String] = []
  /// Whether the policy names one of the vendor's own hosts.
  public var named: Bool
  /// What is missing, in record order.
  public var missing: [Missing] = []
  /// What nobody can decide from the list.
  public var undecided: [Undecided] = []
  /// The vendor's own hosts that are needed no longer.
  public var removable: [Removable] = []
  /// Bytes of the header values now.
  public var sizeBefore: Int
  /// Bytes with all of ``missing`` added.
  public var sizeAfter: Int
  /// The most bytes that the platform sends, when ``sizeAfter`` comes near it.
  public var sizeLimit: Int?
  /// Something that a safe verdict should not hide.
  public var note: String?
  /// Whether a pin binds the policy to the vendor.
  public var isPinned = false

  /// How much the result matters to `--fail-on`.
  ///
  /// - Parameter checking: Whether it answers `check`, where an incomplete pinned vendor breaks.
  /// - Returns: The level.
  public func level(checking: Bool) -> Level {
    verdict.level(checking: checking, isPinned: isPinned)
  }
}
