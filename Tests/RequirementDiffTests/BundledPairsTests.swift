import ContentSecurityPolicy
import Diagnostics
import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

/// Every pair of versions of the registry that the tool brings along, in both directions.
@Suite struct BundledPairsTests {
  static let vendors = (try? VersionRecord.bundledVendors()) ?? []

  @Test func thereAreManyPairs() {
    #expect(Self.vendors.count >= 38)
    #expect(Self.vendors.reduce(0) { $0 + $1.versions.count } >= 72)
  }

  @Test(arguments: vendors) func differencesAreFindingsAndBreaksAreConfirmed(
    _ vendor: VersionRecord.BundledVendor
  ) throws {
    for old in vendor.versions {
      for new in vendor.versions {
        let report = diff(old, new, options: DiffOptions(ownDomains: vendor.vendor.domains))
        let isEqual = old.requirementText == new.requirementText
        #expect(report.findings.isEmpty == isEqual, "\(old.name) \(new.name)")
        // A version that asks for nothing new would not be one.
        #expect(isEqual == (old.version == new.version), "\(old.name) \(new.name)")
        for pair in report.pairs {
          let from = try #require(old.profiles.first { $0.name == pair.from })
          let to = try #require(new.profiles.first { $0.name == pair.to })
          try RequirementDiffTests.confirm(
            pair.findings, exact: PolicyList(exactFor: from), needing: to)
          let summary = pair.summary
          #expect(
            Set(from.placedSources(regions: []).map(\.key)).count
              == summary.removed + summary.respelled + summary.unchanged)
          #expect(
            Set(to.placedSources(regions: []).map(\.key)).count
              == summary.added + summary.respelled + summary.unchanged)
        }
      }
    }
  }
}

extension PlacedSource {
  fileprivate var key: [String?] { [directive, normal, requirement.region] }
}
