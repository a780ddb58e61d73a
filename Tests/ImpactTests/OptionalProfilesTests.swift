import ContentSecurityPolicy
import Impact
import RequirementSamples
import Testing
import VendorRequirements

/// Optional profiles count for those who met them before, and for nobody else.
@Suite struct OptionalProfilesTests {
  static let old = VersionRecord(
    sample: 1,
    profiles: [
      Profile(sample: "script-src js.acorn.test", name: "base"),
      Profile(sample: "script-src pay.oak.test", name: "pay", mode: .optional),
    ])
  static let new = old.adding(["trust.oak.test"], to: "script-src", of: "pay")
  static let decision = Decision(
    from: old, to: new, options: Decision.Options(ownDomains: ["acorn.test"]))

  static func result(_ policy: String) -> ImpactResult {
    decision.result(for: PolicyList(parsing: policy))
  }

  @Test func whoMetBothIsBroken() {
    let result = Self.result("script-src js.acorn.test pay.oak.test")
    #expect(result.verdict == .breaks && result.profile == "base")
    #expect(result.optionalProfiles == ["pay"])
    #expect(result.missing.map(\.source) == ["trust.oak.test"])
  }

  @Test func whoMetTheRequiredOneIsSafe() {
    let result = Self.result("script-src js.acorn.test")
    #expect(result.verdict == .safe && result.optionalProfiles.isEmpty)
  }
}
