import RequirementDiff
import VendorRequirements
public import ViolationReports

/// Whose the hosts are that browsers reported, and which of them no vendor lists yet.
public struct ReportedHosts: Sendable {
  /// What was blocked under one directive.
  public struct Answer: Sendable {
    /// Directive and origin or keyword.
    public var key: ReportTally.Key
    /// How often, where and when.
    public var entry: ReportTally.Entry
    /// Vendors that have to do with it, the surest first.
    public var owners: [HostOwner]
    /// Domain of a vendor that the host's is easily taken for, and which it is not.
    public var lookAlike: String?

    /// What to add to the policy: a directive and a source that the surest vendor asks for there.
    public var addition: String? {
      guard let owner = owners.first, owner.match == .listed, owner.isAtDirective else {
        return nil
      }
      // The narrowest source: what names the host, else of a wildcard's hosts this one.
      if let entry = owner.entries.first(where: { !$0.source.contains("*") }) {
        return "\(entry.directive) \(entry.source)"
      }
      return owner.entries.first.map { "\($0.directive) \(key.blocked.text)" }
    }
  }

  /// A host that looks like a new member of a vendor's host family.
  public struct Candidate: Sendable {
    /// The vendor, its newest version and the family.
    public var owner: HostOwner
    /// The host.
    public var host: String
    /// Directives and origins that were blocked, as a policy would list them.
    public var additions: [String]
    /// How often, where and when.
    public var entry: ReportTally.Entry
    /// Whether it was seen on enough sites to tell somebody.
    public var isAlert: Bool

    /// The host without the vendor's domain: `analytex-ap`.
    public var name: String {
      let domain = owner.vendor.domains.first { host.hasSuffix("." + $0) }
      return domain.map { String(host.dropLast($0.count + 1)) } ?? host
    }

    /// What happened, one sentence.
    public var sentence: String {
      ReportedHosts.sentence(
        name, sites: entry.sites.count, vendor: owner.vendor.id, version: owner.version)
    }
  }

  /// What is said of a host that looks like a new family member.
  public static func sentence(
    _ name: String, sites: Int, vendor: String, version: Int?
  ) -> String {
    let places = sites == 1 ? "1 site" : "\(sites) sites"
    let known = version.map { "\(vendor)@\($0)" } ?? vendor
    return "\(name) seen blocked on \(places); not yet in \(known)"
  }

  /// What was blocked, the most reports first.
  public let answers: [Answer]
  /// Hosts that look like new family members, by vendor and host.
  public let candidates: [Candidate]
  /// Number of reports, dropped ones left out.
  public let reports: Int
  /// Number of dropped reports by reason.
  public let noise: [ReportNoise: Int]
  /// Number of reports that were given up for room.
  public let forgotten: Int
  /// On how many sites a host must be seen before anybody is told.
  public let minimumSites: Int

  /// Asks whose hosts reports name.
  ///
  /// - Parameters:
  ///   - tally: The reports.
  ///   - vendors: The vendors of the registries.
  ///   - minimumSites: On how many sites a host must be seen before anybody is told; one site's reports may be
  ///     invented.
  public init(_ tally: ReportTally, vendors: [VendorHistory], minimumSites: Int) {
    self.minimumSites = minimumSites
    reports = tally.reports
    noise = tally.noise
    forgotten = tally.forgotten
    var owners = HostOwners(vendors)
    let twins = LookAlikeDomains(vendors.flatMap(\.vendor.domains))
    var found: [[String]: Candidate] = [:]
    answers = tally.ranked.map { key, entry in
      guard let question = HostQuestion(key) else {
        return Answer(key: key, entry: entry, owners: [])
      }
      let asked = owners.owners(of: question)
      for owner in asked.prefix(1) where owner.match == .family {
        let place = [owner.vendor.id, question.host]
        var candidate =
          found[place]
          ?? Candidate(
            owner: owner, host: question.host, additions: [], entry: ReportTally.Entry(),
            isAlert: false)
        candidate.additions.append("\(key.directive) \(key.blocked.text)")
        candidate.entry.add(entry)
        found[place] = candidate
      }
      return Answer(
        key: key, entry: entry, owners: asked,
        lookAlike: asked.isEmpty ? twins.domain(like: question.host) : nil)
    }
    candidates = found.values.sorted {
      ($0.owner.vendor.id, $0.host) < ($1.owner.vendor.id, $1.host)
    }.map { candidate in
      var candidate = candidate
      // A bare host stands for nothing that https://host does not.
      let listed = Set(candidate.additions)
      candidate.additions = candidate.additions.filter { addition in
        !listed.contains(addition.replacing(" ", with: " https://"))
      }.sorted()
      candidate.isAlert = candidate.entry.sites.count >= minimumSites
      return candidate
    }
  }
}
