import ContentSecurityPolicy
import Diagnostics
import RequirementDiff
import RequirementSamples
import Testing
import VendorRequirements

/// Two versions between which exactly one thing happens, and the one finding about it.
struct RuleFixture: Sendable, CustomTestStringConvertible {
  let rule: String
  let old: VersionRecord
  let new: VersionRecord
  let level: Level
  let directive: String?
  let source: String?
  /// A part of the message.
  let message: String
  /// The witness as `directive url`; empty for none.
  let witness: String
  /// Rules that rightly report the same pair from another side.
  let beside: [String]

  init(
    rule: String, old: [Profile], new: [Profile], level: Level, directive: String?,
    source: String?, message: String, witness: String = "", beside: [String] = []
  ) {
    self.rule = rule
    self.beside = beside
    self.old = VersionRecord(sample: 1, profiles: old)
    self.new = VersionRecord(sample: 2, profiles: new)
    self.level = level
    self.directive = directive
    self.source = source
    self.message = message
    self.witness = witness
  }

  /// A fixture of two records with one required profile each.
  init(
    rule: String, old: String, new: String, level: Level, directive: String, source: String,
    message: String, witness: String = "", beside: [String] = []
  ) {
    self.init(
      rule: rule, old: [Profile(sample: old)], new: [Profile(sample: new)], level: level,
      directive: directive, source: source, message: message, witness: witness, beside: beside)
  }

  var testDescription: String { rule }

  /// Fails unless the rule, and none but those beside it, reports what the fixture says.
  func check(
    options: DiffOptions = DiffOptions(), at place: SourceLocation = #_sourceLocation
  ) throws {
    let report = diff(old, new, options: options)
    #expect(
      report.findings.map(\.rule).sorted() == ([rule] + beside).sorted(), sourceLocation: place)
    let finding = try #require(
      report.findings.first { $0.rule == rule }, sourceLocation: place)
    #expect(finding.level == level, sourceLocation: place)
    #expect(finding.directive == directive, sourceLocation: place)
    #expect(finding.source == source, sourceLocation: place)
    #expect(finding.message.contains(message), "\(finding.message)", sourceLocation: place)
    let found = finding.witness.map { "\($0.directive) \($0.url)" } ?? ""
    #expect(found == witness, sourceLocation: place)
    #expect(!finding.help.isEmpty && finding.help.last == ".", sourceLocation: place)
  }
}
