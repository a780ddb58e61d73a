public import Reporting

/// A website whose files are made when somebody asks for them.
///
/// What is about all vendors is made at once; the pages of a vendor or a host are made together, as a bundle,
/// so that a registry of any size is ready soon and takes as much memory as its caller keeps bundles.
public struct ServedWebsite: Sendable {
  /// Files that are made together.
  public enum Bundle: Sendable, Hashable {
    /// Everything about one vendor alone.
    case vendor(String)
    /// The pages of one host.
    case host(String)
  }

  let website: Website
  let summaries: [VendorSummary]
  private let table: HostTable
  private let fixed: [String: SiteFile]
  private let vendors: Set<String>
  /// Hosts by what the names of their pages begin with.
  private let hosts: [String: String]
  /// Whose version a line of the log published.
  private let vendorOfLine: [Int: String]
  private let vendor: @Sendable (String) -> PublishedVendor?

  /// Prepares the serving of a website.
  ///
  /// - Parameters:
  ///   - website: What writes the files.
  ///   - summaries: The vendors in the order of their ids.
  ///   - rules: The rules in the order in which they are listed.
  ///   - others: Lines of the log that published nothing.
  ///   - make: Makes the parts of what is about all vendors, perhaps at the same time.
  ///   - vendor: Gives a vendor with all its versions.
  public init(
    _ website: Website, _ summaries: [VendorSummary], rules: [RulePage],
    others: [ChangesReport.Entry],
    making make: ([Website.Part]) throws -> [[SiteFile]] = { $0.map { $0() } },
    vendor: @escaping @Sendable (String) -> PublishedVendor?
  ) rethrows {
    self.website = website
    self.summaries = summaries
    self.vendor = vendor
    table = website.hosts(summaries)
    let files =
      try make(website.parts(summaries, table, rules: rules)).flatMap { $0 }
      + others.map { website.file(of: $0) }
    fixed = Dictionary(files.map { ($0.path.text, $0) }) { first, _ in first }
    vendors = Set(summaries.map(\.id))
    hosts = Dictionary(table.hosts.map { (SitePath.part($0), $0) }) { first, _ in first }
    vendorOfLine = Dictionary(
      summaries.flatMap { summary in summary.changes.map { ($0.seq, summary.id) } }
    ) { first, _ in first }
  }

  /// Every bundle there is: together with the files that stand alone they are the whole site.
  public var bundles: [Bundle] {
    summaries.map { .vendor($0.id) } + table.hosts.map { .host($0) }
  }

  /// Paths of the files that belong to no bundle.
  public var fixedPaths: [String] { fixed.keys.sorted() }

  /// A file that belongs to no bundle; `nil` when none has this path.
  public func file(at path: String) -> SiteFile? { fixed[path] }

  /// The bundle in which a file would stand; `nil` when there is no such vendor or host.
  public func bundle(of path: String) -> Bundle? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("vendors", 2...):
      return known(parts.count == 2 ? Self.stem(parts[1], [".html", ".atom"]) : parts[1])
    case ("hosts", 2): return Self.stem(parts[1], [".html"]).flatMap(host)
    case ("v1", 3) where parts[1] == "vendors": return known(Self.stem(parts[2], [".json"]))
    case ("v1", 4) where parts[1] == "vendors": return known(parts[2])
    case ("v1", 3) where parts[1] == "changes":
      return Self.stem(parts[2], [".json"]).flatMap { Int($0) }
        .flatMap { vendorOfLine[$0] }.map { .vendor($0) }
    default: return nil
    }
  }

  /// The files of a bundle.
  public func files(of bundle: Bundle) -> [SiteFile] {
    switch bundle {
    case .vendor(let id): vendor(id).map { website.files(of: $0).files } ?? []
    case .host(let host): website.files(ofHost: host, summaries, table)
    }
  }

  private func known(_ id: Substring?) -> Bundle? {
    id.flatMap { vendors.contains(String($0)) ? .vendor(String($0)) : nil }
  }

  /// The host whose pages are called so; behind the last `~p` may stand the number of a page.
  private func host(_ name: Substring) -> Bundle? {
    if let host = hosts[String(name)] { return .host(host) }
    let marks = name.indices.filter { name[$0...].hasPrefix("~p") }
    return marks.last.flatMap { hosts[String(name[..<$0])] }.map { .host($0) }
  }

  /// A name without one of some endings; `nil` when it has none of them.
  private static func stem(_ name: Substring, _ endings: [String]) -> Substring? {
    endings.first(where: name.hasSuffix).map { name.dropLast($0.count) }
  }
}
