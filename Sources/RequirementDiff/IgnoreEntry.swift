/// One line of a `cspreg.ignore` file.
public struct IgnoreEntry: Sendable, Hashable {
  /// Id of the rule.
  public var rule: String
  /// Id of the vendor.
  public var vendor: String
  /// Directive; `nil` for findings about no directive.
  public var directive: String?
  /// Source; `nil` for findings about no source.
  public var source: String?
  /// Profile; `nil` for any.
  public var profile: String?
  /// Last day on which the line counts, `2027-01-31`.
  public var until: String?
  /// Why the finding is accepted.
  public var reason: String
  /// Number of the line.
  public var line: Int

  /// Makes a line that fits a finding and nothing else.
  public init(for finding: Finding, of vendor: String, reason: String) {
    rule = finding.rule
    self.vendor = vendor
    directive = finding.directive
    source = finding.source
    profile = finding.profile
    self.reason = reason
    line = 0
  }

  init(
    rule: String, vendor: String, directive: String?, source: String?, profile: String?,
    until: String?, reason: String, line: Int
  ) {
    self.rule = rule
    self.vendor = vendor
    self.directive = directive
    self.source = source
    self.profile = profile
    self.until = until
    self.reason = reason
    self.line = line
  }

  /// The line as it is written.
  public var text: String {
    var parts = [rule, vendor, directive ?? "-", source ?? "-"]
    if let profile { parts.append("profile=\(IgnoreLine.quoted(profile))") }
    if let until { parts.append("until=\(until)") }
    parts.append("reason=\(IgnoreLine.quoted(reason, always: true))")
    return parts.joined(separator: " ")
  }

  /// Whether the line is about a finding of its vendor.
  func fits(_ finding: Finding) -> Bool {
    rule == finding.rule && directive == finding.directive && source == finding.source
      && (profile.map { $0 == finding.profile } ?? true)
  }
}
