import ContentSecurityPolicy
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

@Suite struct RulesTests {
  /// One pair a rule; the rules that report more than one thing have theirs in their own tests.
  static let fixtures: [RuleFixture] = [
    DirectiveAddedTests.fixture, DomainAddedTests.fixture, KeywordAddedTests.fixture,
    MemberAddedTests.fixture, PathChangedTests.fixture, PortChangedTests.fixture,
    RegionAddedTests.fixture, SchemeAddedTests.fixture, SourceAddedTests.fixture,
    SourceCoveredTests.fixture, SourceMovedTests.fixture, SourceRemovedTests.fixture,
    SourceRespelledTests.fixture, WildcardAddedTests.fixture, AnyHostSourceTests.fixture,
    BypassHostTests.fixture, IPAddressSourceTests.fixture, LookAlikeHostTests.fixture,
    MixedScriptHostTests.fixture, PlainHTTPSourceTests.fixture, PublicSuffixWildcardTests.fixture,
    UnreachableSourceTests.fixture, UnsafeKeywordTests.fixture, SchemeOnlySourceTests.fixture,
  ]

  @Test(arguments: fixtures) func nothingElseFires(fixture: RuleFixture) {
    let report = diff(fixture.old, fixture.new)
    #expect(report.findings.map(\.rule).sorted() == ([fixture.rule] + fixture.beside).sorted())
    // Read the other way round the same pair must not break twice over.
    let back = diff(fixture.new, fixture.old)
    #expect(back.findings.count == 1)
  }

  @Test func idsAreKebabCaseAndUnique() {
    #expect(Set(Rules.ids).count == Rules.ids.count)
    for id in Rules.ids {
      #expect(id.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }, "\(id)")
      #expect(id.contains("-"))
    }
  }

  /// The contract's order: of several rules that fit, the first reports.
  @Test func aRuleGoesBeforeThoseThatSayLess() throws {
    func position(_ id: String) throws -> Int { try #require(Rules.ids.firstIndex(of: id)) }
    let order = [
      "keyword-added", "wildcard-added", "domain-added", "region-added", "member-added",
      "family-added", "scheme-added", "port-changed", "path-changed", "directive-added",
      "source-moved", "source-added",
    ]
    for (one, next) in zip(order, order.dropFirst()) {
      #expect(try position(one) < position(next), "\(one) before \(next)")
    }
  }

  /// Each of these fits two rules or more.
  @Test(arguments: [
    ("img-src https://i.acorn.test", "https://*.oak.test", "wildcard-added"),
    ("connect-src https://d-us.acorn.test", "wss://d-eu.acorn.test", "region-added"),
    ("connect-src https://a.acorn.test:1/x", "wss://a.acorn.test:2/y", "scheme-added"),
    ("connect-src https://a.acorn.test:1/x", "https://a.acorn.test:2/y", "port-changed"),
  ]) func theMoreParticularOneReports(old: String, source: String, rule: String) throws {
    let record = VersionRecord(sample: 1, old)
    let directive = try #require(record.profiles.first?.directives.first?.name)
    let new = record.adding([source], to: directive, of: "default")
    #expect(diff(record, new).findings.map(\.rule) == [rule])
  }
}
