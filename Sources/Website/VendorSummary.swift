import ContentSecurityPolicy
import Reporting
import RequirementDiff
import RequirementHistory
import VendorRequirements

/// What the pages about more than one vendor say of one.
public struct VendorSummary: Sendable {
  /// A source with a host, under one directive, over all versions.
  struct Use: Sendable {
    var host: String
    var isOwn: Bool
    var directive: String
    var source: String
    var profiles: [String]
    var since: Int
    var at: String
    /// First version without it.
    var gone: Int?
  }

  /// A version that was published.
  struct Change: Sendable {
    var seq: Int
    var line: String
    var at: String
    var vendor: String
    var title: String
    var version: Int
    var previous: Int?
    var sources: Int
    var findings: Int
    var summary: DiffReport.Summary
    var withdrawn: String?

    var name: String { "\(vendor)@\(version)" }
  }

  /// What `list` says of it.
  let entry: VendorEntry
  /// Directives that its newest version names.
  let directives: [String]
  /// Directives that any of its versions names.
  let allDirectives: Set<String>
  /// Sources with a host.
  let uses: [Use]
  /// Its versions, in order.
  let changes: [Change]

  var id: String { entry.vendor.id }
  var name: String { entry.vendor.name }
  /// Number of the newest version that holds; `nil` when none does.
  public var latest: Int? { entry.versions.last { $0.withdrawn == nil }?.number }

  /// Takes what is needed.
  public init(_ published: PublishedVendor) {
    let vendor = published.vendor
    entry = VendorEntry(
      vendor: vendor,
      versions: published.versions.map {
        VendorEntry.Version(number: $0.number, recorded: $0.at, withdrawn: $0.withdrawn)
      })
    directives = published.latest.map { Self.directives(of: $0.record) } ?? []
    allDirectives = published.directives
    uses = published.blame.entries.compactMap { entry in
      guard let host = HostName.of(entry.source) else { return nil }
      return Use(
        host: host, isOwn: HostName.isOwn(host, of: vendor), directive: entry.directive,
        source: entry.source, profiles: entry.profiles, since: entry.since,
        at: published.time(of: entry.since) ?? "", gone: entry.goneSince)
    }
    changes = zip(published.versions, published.changes).map { version, change in
      Change(
        seq: version.seq, line: version.line, at: version.at, vendor: vendor.id,
        title: vendor.name, version: version.number, previous: change.previous?.version,
        sources: change.sources, findings: change.report?.findings.count ?? 0,
        summary: change.summary, withdrawn: version.withdrawn)
    }
  }

  /// Names of the directives that profiles list, in record order.
  private static func directives(of record: VersionRecord) -> [String] {
    var names: [String] = []
    for profile in record.profiles where profile.mode != .informational {
      for directive in profile.directives
      where directive.name != Profile.unspecified && !names.contains(directive.name) {
        names.append(directive.name)
      }
    }
    return names
  }
}

/// The host of a source, as pages are named after it.
enum HostName {
  /// The host in lower case, a wildcard with its `*.`; `nil` for a source without one.
  static func of(_ source: String) -> String? {
    guard case .host(let host) = SourceExpression(source).kind, !host.isAny else { return nil }
    return host.isWildcard ? "*." + host.host : host.host
  }

  /// Whether a host stands under one of a vendor's own domains.
  static func isOwn(_ host: String, of vendor: Vendor) -> Bool {
    let bare = host.hasPrefix("*.") ? String(host.dropFirst(2)) : host
    return vendor.domains.contains { bare == $0 || bare.hasSuffix("." + $0) }
  }
}
