public import ContentSecurityPolicy
public import Diagnostics

/// One reportable thing about a change of requirements.
public struct Finding: Sendable, Hashable {
  /// Stable id of the rule that reports it, such as `region-added`.
  public var rule: String
  /// How much it matters; ``Level/break`` has a ``witness``.
  public var level: Level
  /// Id of the vendor.
  public var vendor: String
  /// Name of the new version's profile, or of the old one's for what is gone.
  public var profile: String
  /// Directive that it is about.
  public var directive: String?
  /// Source that it is about, as the new (or, for what is gone, the old) document spells it.
  public var source: String?
  /// What stood in the place of ``source`` before.
  public var previous: String?
  /// Directive from which the source moved here.
  public var movedFrom: String?
  /// Name of the new version's profile that took a removed source over.
  public var movedTo: String?
  /// Line of the document.
  public var line: Int?
  /// The host family that the source belongs to.
  public var family: HostFamily?
  /// A request that a policy made for the old version blocks and the new one needs.
  public var witness: Witness?
  /// What happened, one sentence.
  public var message: String
  /// What to do about it.
  public var help: String
  /// What kind of change it is; only the text report and the counts look at it.
  public var change: Change

  /// Identity over wording: a hash of rule, vendor, profile, directive and source.
  public var fingerprint: String {
    RequirementDiff.fingerprint(
      rule: rule, vendor: vendor, profile: profile, directive: directive, source: source)
  }

  /// What happened to a source.
  public enum Change: String, Sendable, Hashable {
    case added
    case removed
    case respelled
    /// About a profile or the page, not about one source's coming or going.
    case remark
  }
}
