import Diagnostics
public import JSONText
import Reporting
import RequirementHistory

/// A host that browsers report and that looks like a new one of a vendor's, as `who --reports` says it.
public struct ReportedHost: Sendable, Hashable {
  /// Vendor id.
  public var vendor: String
  /// Number of the version that does not list it.
  public var version: Int?
  /// The host.
  public var host: String
  /// The host without the vendor's domain.
  public var name: String
  /// What a policy would have to list, each a directive and a source.
  public var additions: [String]
  /// Sites whose pages were not let there.
  public var sites: [String]
  /// On how many sites a host must be seen before anybody is told.
  public var minimumSites: Int
  /// All that is known of it.
  public var json: JSON

  /// The hosts of a report that `who --reports -f json` wrote.
  ///
  /// - Parameters:
  ///   - bytes: The report.
  ///   - file: Its name, for messages.
  /// - Returns: Its candidates, in their order.
  /// - Throws: That it is no such report.
  public static func read(_ bytes: [UInt8], file: String) throws(JSONError) -> [ReportedHost] {
    let report = try JSONNode(parsing: bytes, file: file)
    let members = try report.members()
    let head = try members.value("cspreg")
    guard try head.members().string("report") == "who-reports" else {
      throw head.error("this is no report of cspreg who --reports -f json")
    }
    let minimum = try members.int("min_sites")
    var hosts: [ReportedHost] = []
    for node in try members.array("candidates") {
      let candidate = try node.members()
      hosts.append(
        ReportedHost(
          vendor: try candidate.string("vendor"), version: try candidate.optionalInt("version"),
          host: try candidate.string("host"), name: try candidate.string("name"),
          additions: try candidate.strings("additions"),
          sites: try candidate.strings("site_names"), minimumSites: minimum, json: node.json))
    }
    return hosts
  }

  /// The alert that tells of it.
  ///
  /// - Parameters:
  ///   - sites: Sites on which it was seen, now and before.
  ///   - name: The vendor's name.
  /// - Returns: A warning: only the vendor can say whether the host is its own.
  func alert(seenOn sites: [String], name: String) -> Alert {
    let sentence = ReportedHosts.sentence(
      self.name, sites: sites.count, vendor: vendor, version: version)
    let named = sites.prefix(5).joined(separator: ", ") + (sites.count > 5 ? " ..." : "")
    let fix = "cspreg fix PATH" + additions.map { " --add \"\($0)\"" }.joined()
    let known = [
      "vendor", "version", "host", "family", "additions", "reports", "report_only", "first_seen",
      "last_seen",
    ]
    return Alert(
      kind: .reported, vendor: vendor, from: version, identity: "host \(host)", level: .warn,
      reported: .object(
        known.compactMap { key in json[key].map { JSON.Member(key, $0) } }
          + [JSON.Member("sites", .strings(sites))]),
      message: """
        \(name.printable): \(sentence.printable)
        Blocked: \(additions.joined(separator: "; ").printable)   on \(named.printable)
        Browsers' reports can be invented: ask the vendor, or look at its page: cspreg watch --once \
        \(vendor.printable)
        If it is the vendor's: \(fix.printable)
        """)
  }
}
