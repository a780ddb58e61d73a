import CommandOptions
import Diagnostics
import VendorRegistry
import VendorRequirements
import Watching

/// Publishes a candidate, when it still follows what is published.
struct CandidateAcceptance {
  private let candidate: Candidate
  private let directory: String
  private let vendor: Vendor
  private let upstream: VendorRegistry?

  /// Checks a candidate against the registry.
  ///
  /// - Parameters:
  ///   - candidate: The candidate.
  ///   - search: Where the registries are.
  ///   - allowedDomains: Registrable domains that the vendor may use from now on.
  /// - Throws: Why it cannot be published as it is.
  init(_ candidate: Candidate, search: RegistrySearch, allowedDomains: [String]) throws {
    guard candidate.isOpen else { throw candidate.decidedError }
    let directories = try search.found().map(\.directory)
    let known = try Registries(directories: directories, toWrite: true)
    let latest = try known.record(VendorReference(vendor: candidate.vendor))
    guard latest.version == candidate.from else {
      throw WatchError(
        candidate.id,
        "it follows \(candidate.vendor)@\(candidate.from), and \(latest.name) is published by now. "
          + "Look again with: cspreg watch --once \(candidate.vendor)", exitCode: .usage)
    }
    vendor = try known.vendor(candidate.vendor)
    upstream = known.upstream(of: candidate.vendor)
    directory = directories[0]
    self.candidate = candidate
    let sites = Set(Self.sites(latest) + vendor.domains + allowedDomains)
    var foreign: [String] = []
    for site in Self.sites(candidate.record) where !sites.contains(site) && !foreign.contains(site)
    {
      foreign.append(site)
    }
    guard foreign.isEmpty else {
      throw WatchError(
        candidate.id,
        "it names registrable domains that \(vendor.id) never used: "
          + "\(foreign.joined(separator: ", ")). If they are right, add "
          + foreign.map { "--allow-domain \($0)" }.joined(separator: " ") + ".", exitCode: .usage)
    }
  }

  /// Publishes it.
  ///
  /// - Parameters:
  ///   - pages: The documents to keep beside the record.
  ///   - person: Who accepts it.
  ///   - reason: Why.
  ///   - time: When, ISO 8601.
  /// - Returns: The record with its number.
  /// - Throws: Why nothing was published.
  func publish(
    _ pages: [KeptPage], by person: String, reason: String, at time: String
  ) throws -> VersionRecord {
    var record = candidate.record
    record.version = candidate.from + 1
    record.accepted = VersionRecord.Acceptance(by: person, reason: reason, at: time)
    let copies = pages.filter { record.documents.indices.contains($0.number) }.map {
      DocumentCopy(
        document: $0.number, fileExtension: $0.fileExtension, compressed: $0.compressed)
    }
    let publisher = Publisher(directory: directory)
    try publisher.makeDirectory()
    if let upstream {
      return try publisher.publish(
        record, continuing: UpstreamHistory(of: vendor.id, in: upstream), copies: copies, at: time)
    }
    return try publisher.publish(record, vendor: vendor, copies: copies, at: time)
  }

  private static func sites(_ record: VersionRecord) -> [String] {
    record.profiles.flatMap { $0.directives.flatMap(\.requirements) }.compactMap(\.site)
  }
}
