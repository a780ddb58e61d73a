import RequirementSamples
import Testing
import VendorRequirements

@testable import RequirementDiff

/// A report says all there is to say: whoever has the old version and the report has the new one.
@Suite struct ApplyTests {
  /// The lists of a profile, as what a report speaks of.
  static func lists(_ profile: Profile) -> Set<[String]> {
    Set(profile.placedSources(regions: []).map { [$0.directive, $0.normal] })
  }

  /// Does to the old lists what a pair of the report says.
  static func apply(_ pair: DiffReport.Pair, to old: Set<[String]>) -> Set<[String]> {
    var lists = old
    for move in pair.moves { lists.remove([move.from, move.source.normalSource]) }
    for finding in pair.findings {
      guard let directive = finding.directive, let source = finding.source else { continue }
      switch finding.change {
      case .added: lists.insert([directive, source.normalSource])
      case .removed: lists.remove([directive, source.normalSource])
      case .respelled:
        if let previous = finding.previous { lists.remove([directive, previous.normalSource]) }
        lists.insert([directive, source.normalSource])
      case .remark: break
      }
    }
    return lists
  }

  @Test func theReportLeadsFromOldToNew() throws {
    for seed in 0..<800 as Range<UInt64> {
      var (old, new) = RequirementDiffTests.pair(seed)
      // A report names sources, not the regions that a document states for them.
      old.forgetRegions()
      new.forgetRegions()
      for pair in diff(old, new).pairs {
        let from = try #require(old.profiles.first { $0.name == pair.from })
        let to = try #require(new.profiles.first { $0.name == pair.to })
        #expect(Self.apply(pair, to: Self.lists(from)) == Self.lists(to), "seed \(seed)")
      }
    }
  }
}

extension VersionRecord {
  fileprivate mutating func forgetRegions() {
    for profile in profiles.indices {
      for directive in profiles[profile].directives.indices {
        for index in profiles[profile].directives[directive].requirements.indices {
          profiles[profile].directives[directive].requirements[index].region = nil
        }
      }
    }
  }
}
