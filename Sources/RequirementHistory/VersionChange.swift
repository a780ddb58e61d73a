public import RequirementDiff
public import VendorRequirements

/// What one version changed against the one before.
public struct VersionChange: Sendable {
  /// The version.
  public let record: VersionRecord
  /// The version before; `nil` for the first.
  public let previous: VersionRecord?
  /// What changed; `nil` for the first version.
  public let report: DiffReport?

  /// Holds a version against the one before.
  ///
  /// - Parameters:
  ///   - record: The version.
  ///   - previous: The one before; `nil` for the first.
  ///   - ownDomains: Domains of the vendor's own hosts.
  public init(_ record: VersionRecord, after previous: VersionRecord?, ownDomains: [String]) {
    self.record = record
    self.previous = previous
    report = previous.map { diff($0, record, options: DiffOptions(ownDomains: ownDomains)) }
  }

  /// Number of sources that the version lists, each once a directive.
  public var sources: Int {
    var seen: Set<[String]> = []
    for profile in record.profiles where profile.mode != .informational {
      for directive in profile.directives {
        for requirement in directive.requirements {
          seen.insert([directive.name, requirement.source.normalSource])
        }
      }
    }
    return seen.count
  }

  /// The counts of the first pair of profiles that changed, in the order in which pairs are read.
  public var summary: DiffReport.Summary {
    let summaries = report?.pairs.map(\.summary) ?? []
    let changed = summaries.first { $0.added + $0.removed + $0.respelled > 0 }
    return changed ?? summaries.first ?? DiffReport.Summary()
  }
}
