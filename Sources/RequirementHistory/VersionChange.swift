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
    self.init(
      PlacedRecord(record), after: previous.map { PlacedRecord($0) }, ownDomains: ownDomains)
  }

  private init(_ record: PlacedRecord, after previous: PlacedRecord?, ownDomains: [String]) {
    self.record = record.record
    self.previous = previous?.record
    report = previous.map { diff($0, record, options: DiffOptions(ownDomains: ownDomains)) }
  }

  /// Holds each version against the last one before it that was not withdrawn.
  ///
  /// - Parameters:
  ///   - versions: Records in the order of their numbers, and whether each was withdrawn.
  ///   - ownDomains: Domains of the vendor's own hosts.
  /// - Returns: A change a version.
  public static func all(
    _ versions: [(record: VersionRecord, isWithdrawn: Bool)], ownDomains: [String]
  ) -> [VersionChange] {
    var previous: PlacedRecord?
    return versions.map { version in
      let record = PlacedRecord(version.record)
      defer { if !version.isWithdrawn { previous = record } }
      return VersionChange(record, after: previous, ownDomains: ownDomains)
    }
  }

  /// Number of sources that the version lists, each once a directive.
  public var sources: Int {
    var seen: Set<ListedSource> = []
    for profile in record.profiles where profile.mode != .informational {
      for directive in profile.directives {
        for requirement in directive.requirements {
          seen.insert(ListedSource(requirement.source, under: directive.name))
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
