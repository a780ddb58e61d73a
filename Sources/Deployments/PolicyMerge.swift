public import ContentSecurityPolicy

/// What a platform merges a policy of a file with before it is sent.
public struct PolicyMerge: Sendable, Hashable {
  /// What, and of which version: `defaults of helmet 8`.
  public var note: String
  /// Whether all lists add up, so that a directive that is not listed is none that allows all.
  public var isAdditive: Bool
  /// What the platform sends for directives that the file does not name, as a policy.
  public var defaults: String

  /// Makes a merge.
  public init(with note: String, isAdditive: Bool = false, defaults: String = "") {
    self.note = note
    self.isAdditive = isAdditive
    self.defaults = defaults
  }
}

/// What a directive's list starts from when sources are added to it.
public enum ListBasis: Sendable, Hashable {
  /// The list that is there.
  case own
  /// A copy of the list that governs it now: another directive's, or the platform's own.
  case copy(of: String)
  /// No list: what others list is kept.
  case nothing
}

extension DeployedPolicy {
  /// It as far as it is enforced: one that only adds to others allows by itself what it lists.
  var enforced: PolicyList {
    guard merge?.isAdditive == true else { return policies }
    return PolicyList(
      parsing: text.bytes + Array("; default-src 'none'; form-action 'none'".utf8),
      delivery: delivery)
  }
}
