import ContentSecurityPolicy
import Impact
import RequirementSamples
import VendorRequirements

extension Decision {
  /// The change from `userpilot@1` to `userpilot@2`.
  static func userpilot(
    profiles: [String] = [], regions: Set<String> = []
  ) throws -> Decision {
    Decision(
      from: try .bundled("userpilot", 1), to: try .bundled("userpilot", 2),
      options: Options(
        profiles: profiles, regions: regions, ownDomains: ["userpilot.io", "userpilot.com"]))
  }

  /// A change of the invented vendor whose own domain is `acorn.test`.
  static func acorn(
    from old: [Profile]?, to new: [Profile], profiles: [String] = [], regions: Set<String> = []
  ) -> Decision {
    Decision(
      from: old.map { VersionRecord(sample: 1, profiles: $0) },
      to: VersionRecord(sample: 2, profiles: new),
      options: Options(profiles: profiles, regions: regions, ownDomains: ["acorn.test"]))
  }

  /// The result for header values, one a policy.
  func result(_ texts: String..., isPinned: Bool = false) -> ImpactResult {
    result(for: PolicyEditor(texts).list, isPinned: isPinned)
  }
}

extension ImpactResult {
  /// What is missing as `directive source`.
  var missingTexts: [String] { missing.map { "\($0.directive) \($0.source)" } }
}
