public import Diagnostics

/// Something about a policy that its author may want to know.
public struct PolicyDiagnostic: Sendable, Hashable {
  /// Stable kebab-case id, such as `duplicate-directive`.
  public var rule: String
  /// How much it matters; `break` = the browser does not do what the text plainly means.
  public var level: Level
  /// Index of the policy in its list.
  public var policy: Int
  /// Index of the directive as written, the ignored ones counted; `nil` for the whole policy.
  public var directive: Int?
  /// Index of the token in the directive.
  public var source: Int?
  /// Byte offset in the parsed value.
  public var offset: Int
  /// What is odd, in one or two sentences.
  public var message: String
  /// What to write instead, when there is something better.
  public var suggestion: String?

  /// Makes a diagnostic.
  public init(
    rule: String, level: Level, policy: Int = 0, directive: Int? = nil, source: Int? = nil,
    offset: Int = 0, message: String, suggestion: String? = nil
  ) {
    self.rule = rule
    self.level = level
    self.policy = policy
    self.directive = directive
    self.source = source
    self.offset = offset
    self.message = message
    self.suggestion = suggestion
  }
}
