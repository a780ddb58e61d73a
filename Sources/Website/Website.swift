import MessageDigest
public import Reporting
import VendorRequirements

/// The whole website of a registry: values in, files out.
///
/// Vendors are written one by one, so that a registry of any size takes little memory; what is left of each is
/// a ``VendorSummary``, and from all of these come the pages about more than one vendor.
public struct Website: Sendable {
  let writer: PageWriter

  /// Prepares the writing.
  ///
  /// - Throws: What is wrong in a template, which only a broken build can have.
  public init(_ site: Site) throws {
    let stamp = SHA256.hex(of: Self.assets.flatMap(\.bytes)).prefix(10)
    writer = PageWriter(site: site, templates: try Templates(), stamp: String(stamp))
  }

  private static let assets: [(name: String, bytes: [UInt8])] = [
    ("site.css", PackageResources.site_css), ("site.js", PackageResources.site_js),
    ("theme.js", PackageResources.theme_js), ("icon.svg", PackageResources.icon_svg),
  ]

  /// The files about one vendor alone, and what the other pages need of it.
  public func files(of published: PublishedVendor) -> (summary: VendorSummary, files: [SiteFile]) {
    let summary = VendorSummary(published)
    let pages = VendorPages(writer: writer, published: published, summary: summary)
    return (summary, pages.files())
  }

  /// Every host that vendors name.
  public func hosts(_ summaries: [VendorSummary]) -> HostTable { HostTable(summaries) }

  /// The pages of one host.
  public func files(
    ofHost host: String, _ summaries: [VendorSummary], _ table: HostTable
  ) -> [SiteFile] {
    HostPages(writer: writer, summaries: summaries, table: table).files(of: host)
  }

  /// Lines of the log other than publications, as data.
  public func file(of change: ChangesReport.Entry) -> SiteFile { DataFiles.file(of: change) }

  /// Files that need no others to be made.
  public typealias Part = @Sendable () -> [SiteFile]

  /// The home page, the lists, the pages of directives and rules, feed, data and search.
  ///
  /// - Parameters:
  ///   - summaries: The vendors in the order of their ids.
  ///   - table: Their hosts.
  ///   - rules: The rules in the order in which they are listed.
  /// - Returns: What makes the files, in parts that may be made at the same time, long ones first.
  public func parts(
    _ summaries: [VendorSummary], _ table: HostTable, rules: [RulePage]
  ) -> [Part] {
    let changes = summaries.flatMap(\.changes).sorted { $0.seq < $1.seq }
    let vendors = vendorList(summaries)
    let hosts = hostList(summaries, table)
    let directives = DirectivePages(writer: writer, summaries: summaries)
    let named = directives.directives
    return [
      { ChangePages(writer: writer, changes: changes).files },
      {
        // The home page names the state of the index.
        let search = search(summaries, table, named)
        let home = HomePage(
          writer: writer, vendors: vendors, hosts: hosts, directives: named.map(\.name),
          changes: changes, indexStamp: String(SHA256.hex(of: search[0].bytes).prefix(10)))
        return search + [home.file]
      },
      { hosts.files(writer) },
      { vendors.files(writer) },
      { directiveList(named).files(writer) + named.flatMap { directives.files(of: $0.name) } },
      { DataFiles.files(of: summaries, writer.site.head) },
      { [Feed(site: writer.site).file(of: changes)] },
      { ruleList(rules).files(writer) + rules.map { $0.file(writer) } },
      {
        Self.assets.map { SiteFile(path: .asset($0.name), bytes: $0.bytes) }
          + [SiteFile(.headers, SecurityPolicy.headers)]
      },
    ]
  }

  private func vendorList(_ summaries: [VendorSummary]) -> ListPages {
    ListPages(
      folder: "browse", title: "Vendors",
      lead: "\(summaries.count.counted("vendor")), in the order of their names.",
      entries: summaries.map { summary in
        let version = summary.latest.map { "@\($0)" } ?? "no version holds"
        let domains = summary.entry.vendor.domains.prefix(3).joined(separator: ", ")
        return ListPages.Entry(
          name: summary.name, path: .vendor(summary.id), note: "\(version), \(domains)")
      }.sorted { ($0.name.lowercased(), $0.path.text) < ($1.name.lowercased(), $1.path.text) })
  }

  private func hostList(_ summaries: [VendorSummary], _ table: HostTable) -> ListPages {
    func bare(_ host: String) -> String { host.hasPrefix("*.") ? String(host.dropFirst(2)) : host }
    return ListPages(
      folder: "hosts", title: "Hosts",
      lead: "\(table.hosts.count.counted("host")) that vendors name, or once named.",
      entries: table.hosts.map { host in
        ListPages.Entry(
          name: host, path: .host(host), note: note(host, summaries, table), isCode: true)
      }.sorted { (bare($0.name), $0.name) < (bare($1.name), $1.name) })
  }

  /// Who needs a host, in a few words.
  private func note(_ host: String, _ summaries: [VendorSummary], _ table: HostTable) -> String {
    let all = table.uses(of: host)
    let listed = all.filter { summaries[$0.vendor].uses[$0.use].gone == nil }
    let vendors = (listed.isEmpty ? all : listed).map(\.vendor).unique
    let names = vendors.prefix(2).map { summaries[$0].name }.joined(separator: ", ")
    let more = vendors.count > 2 ? " and \(vendors.count - 2) more" : ""
    return (listed.isEmpty ? "once " : "") + names + more
  }

  private func directiveList(_ directives: [(name: String, count: Int)]) -> ListPages {
    ListPages(
      folder: "directives", title: "Directives",
      lead: "Directives under which vendors need sources.",
      entries: directives.map { directive in
        ListPages.Entry(
          name: directive.name, path: .directive(directive.name),
          note: directive.count.counted("vendor"), isCode: true)
      }, isPlain: true)
  }

  private func ruleList(_ rules: [RulePage]) -> ListPages {
    ListPages(
      folder: "rules", title: "Rules", lead: "What the findings of a comparison mean.",
      entries: rules.map {
        ListPages.Entry(name: $0.id, path: .rule($0.id), note: $0.summary, isCode: true)
      }, isPlain: true)
  }

  private func search(
    _ summaries: [VendorSummary], _ table: HostTable, _ directives: [(name: String, count: Int)]
  ) -> [SiteFile] {
    var index = SearchIndex()
    for summary in summaries { index.add(summary) }
    for host in table.hosts { index.add(host: host, note: note(host, summaries, table)) }
    for directive in directives {
      index.add(directive: directive.name, note: directive.count.counted("vendor"))
    }
    return index.files()
  }
}
