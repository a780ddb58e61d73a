import ContentSecurityPolicy

/// A rule about the change of one source; of all rules the first that fits reports it.
protocol SourceRule: Sendable {
  /// Stable kebab-case id.
  static var id: String { get }

  /// What it reports, one sentence.
  static var summary: String { get }

  /// What the rule says of a change, or `nil` when it is not its business.
  static func match(_ change: SourceChange, in comparison: ProfileComparison) -> RuleMatch?
}

/// A rule about a pair of profiles or a page as a whole.
protocol PageRule: Sendable {
  /// Stable kebab-case id.
  static var id: String { get }

  /// What it reports, one sentence.
  static var summary: String { get }

  /// All that the rule finds in the new record and did not find in the old one.
  static func findings(in records: RecordComparison) -> [PageMatch]
}

/// What a rule says of one source.
struct RuleMatch {
  var message: String
  var help: String
  var previous: String?
  var family: HostFamily?
  var movedTo: String?
}

/// What a rule says of a profile.
struct PageMatch {
  var profile: String
  var directive: String?
  var source: PlacedSource?
  var message: String
  var help: String
}
