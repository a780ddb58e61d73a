import Reporting

/// Puts pages into the frame that all of them share.
struct PageWriter: Sendable {
  let site: Site
  let templates: Templates
  /// Says that style and scripts changed, so that no old copy of them is used.
  let stamp: String

  /// A page of the site.
  struct Page {
    var path: SitePath
    var title: String
    var description: String
    var main: String
    /// What stands above it, from the home page down.
    var crumbs: [(name: String, path: SitePath)] = []
    /// A feed of its own.
    var feed: (name: String, path: SitePath)?
  }

  private static let nav: [(name: String, path: SitePath)] = [
    ("Search", .home), ("Vendors", .list("browse")), ("Hosts", .list("hosts")),
    ("Directives", .list("directives")), ("Changes", .list("changes")), ("Rules", .list("rules")),
  ]

  /// The whole file.
  func file(_ page: Page) -> SiteFile {
    var fields: Fields = [
      "policy": SecurityPolicy.meta, "title": page.title, "description": page.description,
      "root": page.path.root, "brand": "cspreg", "stamp": stamp, "main": page.main,
      "foot": site.foot, "hasCrumbs": !page.crumbs.isEmpty,
      "crumbs": page.crumbs.map { ["name": $0.name, "path": $0.path.text] as Fields },
      "nav": Self.nav.map {
        ["name": $0.name, "path": $0.path.text, "isHere": $0.path == page.path] as Fields
      },
    ]
    if let address = site.address(of: page.path) { fields["canonical"] = address }
    if let feed = page.feed {
      fields["feed"] = ["name": feed.name, "path": feed.path.text] as Fields
    }
    return SiteFile(page.path, templates.fill("frame", fields))
  }

  /// Fills a template.
  func fill(_ name: String, _ fields: Fields) -> String { templates.fill(name, fields) }

  /// The links from one page of a list to the next; empty when there is one page.
  ///
  /// - Parameters:
  ///   - number: Number of the page from 0.
  ///   - count: How many there are.
  ///   - path: Path of a page by its number.
  /// - Returns: HTML.
  func pager(_ number: Int, of count: Int, path: (Int) -> SitePath) -> String {
    guard count > 1 else { return "" }
    let root = path(number).root
    var fields: Fields = ["number": number + 1, "count": count]
    if number > 0 { fields["previous"] = root + path(number - 1).text }
    if number + 1 < count { fields["next"] = root + path(number + 1).text }
    return fill("pager", fields)
  }
}
