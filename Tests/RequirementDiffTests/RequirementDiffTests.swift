import ContentSecurityPolicy
import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

/// What holds for every pair of versions.
@Suite struct RequirementDiffTests {
  /// A pair of versions that have something to do with each other, or nothing at all.
  static func pair(_ seed: UInt64) -> (old: VersionRecord, new: VersionRecord) {
    var maker = RandomRecord(random: SeededGenerator(seed: seed))
    let old = maker.record(1)
    return (old, seed.isMultiple(of: 4) ? maker.record(2) : maker.successor(of: old))
  }

  static let bundled = [("userpilot", 1), ("userpilot", 2), ("vektis", 1)]

  @Test(arguments: bundled) func aBundledRecordDiffersNotFromItself(
    vendor: String, version: Int
  ) throws {
    let record = try VersionRecord.bundled(vendor, version)
    let report = diff(record, record)
    #expect(report.findings.isEmpty && report.notes.isEmpty)
    #expect(report.pairs.count == record.profiles.count)
    for pair in report.pairs {
      #expect(pair.from == pair.to)
      #expect(pair.summary.unchanged > 0)
      #expect(pair.summary.added + pair.summary.removed + pair.summary.respelled == 0)
    }
  }

  @Test func aRandomRecordDiffersNotFromItself() {
    for seed in 0..<400 as Range<UInt64> {
      let record = Self.pair(seed).old
      let report = diff(record, record)
      #expect(report.findings.isEmpty && report.notes.isEmpty, "seed \(seed)")
    }
  }

  @Test func findingsAreEmptyExactlyWhenBothAskForTheSame() {
    var equal = 0
    for seed in 0..<2500 as Range<UInt64> {
      let (old, new) = Self.pair(seed)
      let isEqual = old.requirementText == new.requirementText
      equal += isEqual ? 1 : 0
      let findings = diff(old, new).findings
      #expect(
        findings.isEmpty == isEqual,
        "seed \(seed)\n\(old.requirementText)---\n\(new.requirementText)\(findings.map(\.rule))")
    }
    // Both cases must have come up, else the test proves nothing.
    #expect((250..<2250).contains(equal))
  }

  /// old = removed + respelled + unchanged, new = added + respelled + unchanged.
  @Test func theCountsAddUp() throws {
    for seed in 0..<800 as Range<UInt64> {
      let (old, new) = Self.pair(seed)
      for pair in diff(old, new).pairs {
        let from = try #require(old.profiles.first { $0.name == pair.from })
        let to = try #require(new.profiles.first { $0.name == pair.to })
        let summary = pair.summary
        #expect(
          Self.count(from) == summary.removed + summary.respelled + summary.unchanged,
          "seed \(seed)")
        #expect(
          Self.count(to) == summary.added + summary.respelled + summary.unchanged, "seed \(seed)")
        #expect(summary.moved <= summary.removed)
        let left = pair.findings.count { $0.movedTo != nil }
        #expect(summary.breaking <= summary.added)
        #expect(pair.findings.count { $0.level == .break } == summary.breaking)
        #expect(pair.findings.count { $0.change == .added } == summary.added)
        #expect(
          pair.findings.count { $0.change == .removed } == summary.removed - summary.moved + left)
        #expect(pair.findings.count { $0.change == .respelled } == summary.respelled)
        #expect(pair.findings.count { $0.movedFrom != nil } == summary.moved - left)
      }
    }
  }

  /// What a profile asks for, each thing once.
  private static func count(_ profile: Profile) -> Int {
    profile.requirementText().split(separator: "\n").count - 1
  }

  @Test func everyBreakHasAWitnessThatTheExactPolicyBlocks() throws {
    var breaks = 0
    for seed in 0..<600 as Range<UInt64> {
      let (old, new) = Self.pair(seed)
      for pair in diff(old, new).pairs {
        let from = try #require(old.profiles.first { $0.name == pair.from })
        let to = try #require(new.profiles.first { $0.name == pair.to })
        breaks += pair.findings.count { $0.level == .break }
        try Self.confirm(pair.findings, exact: PolicyList(exactFor: from), needing: to)
      }
    }
    #expect(breaks > 300)
  }

  /// Asks the matcher about each witness, and whether the rest is no break.
  static func confirm(
    _ findings: [Finding], exact: PolicyList, needing profile: Profile
  ) throws {
    for finding in findings {
      guard finding.level == .break else {
        #expect(finding.witness == nil)
        continue
      }
      let witness = try #require(finding.witness)
      let target: Request.Target
      switch witness.url {
      case "inline": target = .inline
      case "eval": target = .eval
      case "wasm-eval": target = .wasmEval
      default: target = .url(try #require(RequestURL(witness.url)))
      }
      let request = Request(directive: witness.directive, target: target)
      #expect(!exact.allows(request, origin: .example).isAllowed, "\(witness)")
      // The blocked request is one that the new source stands for.
      let directive = try #require(finding.directive)
      let source = try #require(finding.source)
      let requirement = try #require(
        profile.requirements(of: directive).first { $0.source == source })
      let alone = PolicyList(
        exactFor: Profile(
          name: "alone",
          directives: [Profile.Directive(name: directive, requirements: [requirement])]))
      #expect(alone.allows(request, origin: .example).isAllowed, "\(directive) \(source)")
    }
  }

  @Test func aDiffIsTheSameEveryTime() {
    for seed in 0..<100 as Range<UInt64> {
      let (old, new) = Self.pair(seed)
      #expect(diff(old, new) == diff(old, new))
    }
  }

  @Test func fingerprintsTellFindingsApart() {
    for seed in 0..<400 as Range<UInt64> {
      let (old, new) = Self.pair(seed)
      for pair in diff(old, new).pairs {
        let places = Set(pair.findings.map { [$0.rule, $0.directive, $0.source] })
        #expect(Set(pair.findings.map(\.fingerprint)).count == places.count, "seed \(seed)")
      }
    }
  }
}
