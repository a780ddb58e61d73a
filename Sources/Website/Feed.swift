import Reporting
import RequirementDiff

/// The feeds of what changed.
struct Feed {
  let site: Site

  /// How many entries a feed has.
  static let limit = 100

  /// The feed of one vendor.
  func file(of summary: VendorSummary) -> SiteFile {
    feed(
      .feed(of: summary.id), id: "urn:cspreg:vendor:\(summary.id)",
      title: "\(summary.name): Content Security Policy sources", page: .vendor(summary.id),
      summary.changes)
  }

  /// The feed of the whole registry.
  ///
  /// - Parameter changes: All versions in the order of the log.
  /// - Returns: The file.
  func file(of changes: [VendorSummary.Change]) -> SiteFile {
    feed(
      .feed, id: "urn:cspreg:registry", title: "Content Security Policy sources of vendors",
      page: .home, changes)
  }

  private func feed(
    _ path: SitePath, id: String, title: String, page: SitePath, _ changes: [VendorSummary.Change]
  ) -> SiteFile {
    let shown = changes.sorted { $0.seq > $1.seq }.prefix(Self.limit)
    let feed = AtomFeed(
      id: id, title: title, updated: shown.first?.at ?? "1970-01-01T00:00:00Z",
      links: [
        AtomFeed.Link(rel: "self", href: site.address(of: path) ?? path.root + path.text),
        AtomFeed.Link(rel: "alternate", href: site.address(of: page) ?? path.root + page.text),
      ])
    return SiteFile(path, feed.document(shown.map { entry($0, in: path).element }))
  }

  private func entry(_ change: VendorSummary.Change, in feed: SitePath) -> AtomFeed.Entry {
    let page =
      change.previous.map {
        SitePath.change(of: change.vendor, from: $0, to: change.version)
      } ?? .version(change.vendor, change.version)
    return AtomFeed.Entry(
      id: "urn:cspreg:log:\(change.line)",
      title: "\(change.title): \(change.words)", updated: change.at,
      link: AtomFeed.Link(rel: "alternate", href: site.address(of: page) ?? feed.root + page.text),
      content: "\(change.name): \(change.words)."
        + (change.withdrawn.map { " Withdrawn: \($0)" } ?? ""))
  }
}

extension VendorSummary.Change {
  /// What happened, in a few words.
  var words: String {
    guard previous != nil else { return "first version, \(sources.counted("source"))" }
    let counts = [
      (summary.added, "added"), (summary.breaking, "of them break"), (summary.removed, "removed"),
      (summary.respelled, "re-spelled"),
    ]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return words.isEmpty ? "no source came or went" : words.joined(separator: ", ")
  }
}
