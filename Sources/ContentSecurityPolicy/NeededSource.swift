/// A source in a vendor's list: what a page needs to be allowed.
public struct NeededSource: Sendable, Hashable {
  /// The directive under which hosts stand for which a document names none.
  public static let unspecified = "(unspecified)"

  /// The directive, or ``unspecified``.
  public var directive: String
  /// The source as the vendor spells it.
  public var token: String
  /// The nearest legal source expression, when `token` is none.
  public var legal: String?
  /// Whether `token` holds a placeholder such as `{region}`.
  public var isPlaceholder: Bool
  /// Whether the profile that it is from names a worker-src; then `child-src` stands for frames only.
  public var profileNamesWorkerSource: Bool

  /// Makes a needed source.
  public init(
    directive: String, token: String, legal: String? = nil, isPlaceholder: Bool = false,
    profileNamesWorkerSource: Bool = false
  ) {
    self.directive = directive
    self.token = token
    self.legal = legal
    self.isPlaceholder = isPlaceholder
    self.profileNamesWorkerSource = profileNamesWorkerSource
  }
}
