public import Diagnostics

/// One finding or one policy's result, for tools that annotate, count or track.
public struct ReportCase: Sendable, Hashable {
  /// What a tool shows it under: a profile or a vendor.
  public var group: String
  /// What it is about, a few words.
  public var name: String
  /// Id of the rule that reports it; `nil` when all is well.
  public var rule: String?
  /// How much it matters.
  public var level: Level
  /// Identity over wordings and line numbers: 16 hex digits; `nil` when all is well.
  public var fingerprint: String?
  /// What happened and what to do.
  public var message: String
  /// File or address that it stands in.
  public var path: String?
  /// Line of ``path``.
  public var line: Int?
  /// Why a line of `cspreg.ignore` says that it does not count.
  public var ignored: String?
  /// Whether it was not asked at all, such as a policy that does not use the vendor.
  public var isSkipped = false

  /// Makes a case.
  public init(
    group: String, name: String, rule: String?, level: Level, fingerprint: String?,
    message: String, path: String? = nil, line: Int? = nil, ignored: String? = nil,
    isSkipped: Bool = false
  ) {
    self.group = group
    self.name = name
    self.rule = rule
    self.level = level
    self.fingerprint = fingerprint
    self.message = message
    self.path = path
    self.line = line
    self.ignored = ignored
    self.isSkipped = isSkipped
  }

  /// Whether a tool should show it as a finding.
  var isReported: Bool { rule != nil && ignored == nil }
}
