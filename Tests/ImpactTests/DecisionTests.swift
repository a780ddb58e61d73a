import ContentSecurityPolicy
import Impact
import RequirementDiff
import RequirementSamples
import Testing
import VendorRequirements

/// The verdicts in the order in which they are decided.
@Suite struct DecisionTests {
  static func exact(_ version: Int, _ position: Int) throws -> String {
    let profile = try VersionRecord.bundled("userpilot", version).profiles[position]
    return try #require(PolicyList(exactFor: profile).policies.first).text
  }

  static let lists =
    "style-src 'self' fonts.googleapis.com; img-src 'self' uploads.userpilot.io; "
    + "connect-src 'self' js.userpilot.io deploy.userpilot.io api.userpilot.io"

  @Test func theExactPolicyOfTheOldVersionBreaks() throws {
    let result = try Decision.userpilot().result(Self.exact(1, 0))
    #expect(result.verdict == .breaks)
    #expect(result.profile == "detailed")
    #expect(result.named)
    #expect(result.from == 1 && result.to == 2 && result.vendor == "userpilot")
    #expect(result.missing.count == 28)
    #expect(result.missing.allSatisfy { $0.isNew && $0.witness != nil && $0.edits.count == 1 })
    #expect(result.undecided.isEmpty)
    var places: [String: Int] = [:]
    for edit in result.missing.flatMap(\.edits) {
      places["\(edit.addTo)<\(edit.copyFrom ?? "")", default: 0] += 1
    }
    #expect(
      places == [
        "connect-src<": 18, "img-src<": 3, "style-src<": 1, "font-src<default-src": 3,
        "media-src<default-src": 1, "script-src<default-src": 2,
      ])
  }

  @Test func listsWithoutDefaultMissOnlyWhatTheyGovern() throws {
    let result = try Decision.userpilot().result(Self.lists)
    #expect(result.verdict == .breaks)
    #expect(result.missing.count == 22)
    #expect(
      Set(result.missing.map(\.directive)) == ["connect-src", "img-src", "style-src"])
    #expect(result.missing.flatMap(\.edits).allSatisfy { $0.copyFrom == nil })
  }

  @Test func aMendedPolicyIsSafe() throws {
    let result = try Decision.userpilot().result(Self.exact(2, 1))
    #expect(result.verdict == .safe)
    #expect(result.profile == "detailed")
    #expect(result.missing.isEmpty && result.undecided.isEmpty && result.note == nil)
    #expect(result.sizeAfter == result.sizeBefore)
  }

  @Test func theNoteOfASafePolicyTellsWhatAnotherProfileNames() throws {
    let result = try Decision.userpilot().result(Self.exact(2, 0))
    #expect(result.verdict == .safe)
    #expect(result.profile == "wildcard")
    let note = try #require(result.note)
    #expect(note.hasPrefix("detailed also names font-src, where this policy blocks"))
    #expect(note.contains("https://fonts.userpilot.io"))
  }

  @Test(arguments: [
    "default-src https: wss: 'unsafe-inline'", "default-src * 'unsafe-inline'", "",
    "frame-ancestors 'none'",
  ]) func aPermissivePolicyIsSafe(policy: String) throws {
    let result = try Decision.userpilot().result(policy)
    #expect(result.verdict == .safe)
    #expect(!result.named)
  }

  @Test(arguments: [
    "default-src 'self'; font-src fonts.gstatic.com; style-src 'self' fonts.googleapis.com",
    "default-src 'self'",
    // Broad enough for the old version, but for no vendor in particular.
    "default-src 'self' https:",
    // Not below the vendor's domain.
    "default-src 'self' https://userpilot.io.oak.test https://notuserpilot.io",
  ]) func aPolicyWithoutOwnHostsIsNotUsed(policy: String) throws {
    let result = try Decision.userpilot().result(policy)
    #expect(result.verdict == .notUsed)
    #expect(!result.named)
    #expect(result.missing.isEmpty && result.removable.isEmpty)
  }

  @Test func aPinMakesAUser() throws {
    let result = try Decision.userpilot().result("default-src 'self' https:", isPinned: true)
    #expect(result.verdict == .breaks)
    #expect(result.isPinned && !result.named)
    let narrow = try Decision.userpilot().result("default-src 'self'", isPinned: true)
    #expect(narrow.verdict == .incomplete)
  }

  @Test func noncesAndStrictDynamicDecideForScripts() throws {
    let policy = try Self.exact(2, 1).replacing(
      "script-src 'self'", with: "script-src 'nonce-a1' 'strict-dynamic' 'self'")
    let result = try Decision.userpilot().result(policy)
    #expect(result.verdict == .depends)
    #expect(result.named)
    #expect(result.missing.isEmpty)
    #expect(
      result.undecided.map(\.source) == ["https://js.userpilot.io", "https://deploy.userpilot.io"])
    #expect(
      result.undecided.allSatisfy { $0.directive == "script-src" && $0.reason == "strict-dynamic" })
    #expect(result.sizeAfter == result.sizeBefore)
  }

  @Test func aNonceDecidesForInlineStyles() throws {
    let policy = try Self.exact(2, 1).replacing(
      "style-src 'self'", with: "style-src 'self' 'nonce-a1'")
    let result = try Decision.userpilot().result(policy)
    #expect(result.verdict == .depends)
    #expect(result.undecided.map(\.reason) == ["inline-by-nonce"])
  }

  /// What is missing for certain weighs more than what nobody can decide.
  @Test func missingGoesBeforeDepending() {
    let decision = Decision.acorn(
      from: [Profile(sample: "img-src https://i.acorn.test")],
      to: [
        Profile(
          sample: "img-src https://i.acorn.test https://p.acorn.test; "
            + "script-src https://js.acorn.test")
      ])
    let result = decision.result(
      "img-src https://i.acorn.test; script-src 'nonce-a1' 'strict-dynamic'")
    #expect(result.verdict == .breaks)
    #expect(result.missingTexts == ["img-src https://p.acorn.test"])
    #expect(result.undecided.map(\.source) == ["https://js.acorn.test"])
  }

  @Test func aReportOnlyPolicyEnforcesNothing() throws {
    let decision = try Decision.userpilot()
    for text in [try Self.exact(1, 0), "default-src *"] {
      let result = decision.result(for: PolicyList(parsing: text, delivery: .reportOnly))
      #expect(result.verdict == .reportOnly)
      #expect(result.missing.isEmpty)
    }
  }

  @Test func aReportOnlyPolicyBesideAnEnforcedOneCountsNot() throws {
    var list = PolicyList(parsing: try Self.exact(1, 0), delivery: .reportOnly)
    list.policies += PolicyList(parsing: try Self.exact(2, 1)).policies
    #expect(try Decision.userpilot().result(for: list).verdict == .safe)
    list.policies.swapAt(0, 1)
    #expect(try Decision.userpilot().result(for: list).verdict == .safe)
  }

  @Test func aPolicyThatMetNothingIsIncomplete() throws {
    let result = try Decision.userpilot().result(
      "default-src 'none'; connect-src 'self' api.userpilot.io")
    #expect(result.verdict == .incomplete)
    #expect(result.profile == "detailed")
    let old = result.missing.filter { !$0.isNew }.map { "\($0.directive) \($0.source)" }
    // Only spelled in another way; the change does not add it.
    #expect(old == ["img-src https://uploads.userpilot.io"])
    #expect(result.missing.count == 29)
  }

  @Test func withoutAChangeOnlyTheVersionCounts() throws {
    let new = try VersionRecord.bundled("userpilot", 2)
    let decision = Decision(
      from: nil, to: new, options: Decision.Options(ownDomains: ["userpilot.io"]))
    let met = decision.result(try Self.exact(2, 1))
    #expect(met.verdict == .safe && met.from == nil && met.to == 2)
    let unmet = decision.result(try Self.exact(1, 0))
    #expect(unmet.verdict == .incomplete)
    #expect(unmet.missing.count == 28)
    #expect(unmet.missing.allSatisfy { !$0.isNew })
    #expect(decision.result("default-src 'none'").verdict == .notUsed)
  }

  @Test func thePageItselfMayBeTheVendors() throws {
    let origin = try #require(Origin("https://api.acorn.test"))
    let decision = Decision.acorn(from: nil, to: [Profile(sample: "img-src api.acorn.test")])
    let list = PolicyList(parsing: "img-src 'self' cdn.acorn.test")
    #expect(decision.result(for: list, origin: origin).verdict == .safe)
    #expect(decision.result(for: list).verdict == .incomplete)
  }
}
