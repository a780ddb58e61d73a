import Reporting

/// Puts pages into the frame that all of them share.
struct PageWriter: Sendable {
  let site: Site
  private let templates: Templates
  /// Says that style and scripts changed, so that no old copy of them is used.
  private let stamp: String
  /// What stands around pages that no link above them leads to, by the way to the root.
  private let furniture: [String: (top: String, foot: String)]
  /// Pages that those links lead to.
  private let navPaths: Set<SitePath>
  private let policy = Markup.escaped(SecurityPolicy.meta)

  init(site: Site, templates: Templates, stamp: String) {
    self.site = site
    self.templates = templates
    self.stamp = stamp
    var furniture: [String: (top: String, foot: String)] = [:]
    for root in ["", "../", "../../"] {
      let foot = templates.fill("foot", ["root": root, "words": site.foot])
      furniture[root] = (Self.top(templates, stamp, site, root: root, here: nil), foot)
    }
    self.furniture = furniture
    navPaths = Set(Self.nav(of: site).map(\.path))
  }

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

  private static func nav(of site: Site) -> [(name: String, path: SitePath)] {
    [("Search", .home)] + (site.isServed ? [("Check", .check)] : []) + [
      ("Vendors", .list("browse")), ("Hosts", .list("hosts")),
      ("Directives", .list("directives")), ("Changes", .list("changes")),
      ("Rules", .list("rules")),
    ]
  }

  /// The end of the head, and what stands above a page's own content.
  private static func top(
    _ templates: Templates, _ stamp: String, _ site: Site, root: String, here: SitePath?
  ) -> String {
    let links = nav(of: site).map {
      ["name": $0.name, "path": root + $0.path.text, "isHere": $0.path == here] as Fields
    }
    return templates.fill("furniture", ["root": root, "stamp": stamp, "nav": links])
  }

  /// The whole file.
  ///
  /// - Parameters:
  ///   - page: What it shows.
  ///   - base: The way to the root, where it is not the one from the page's path.
  /// - Returns: The file.
  func file(_ page: Page, root base: String? = nil) -> SiteFile {
    let root = base ?? page.path.root
    let known = navPaths.contains(page.path) ? nil : furniture[root]
    let top = known?.top ?? Self.top(templates, stamp, site, root: root, here: page.path)
    let foot = known?.foot ?? templates.fill("foot", ["root": root, "words": site.foot])
    let fields: Fields = [
      "policy": policy, "title": page.title,
      "description": page.description, "links": links(of: page), "furniture": top,
      "main": crumbs(of: page) + page.main, "foot": foot,
    ]
    return SiteFile(page.path, templates.fill("frame", fields))
  }

  /// What the head says of the page alone.
  private func links(of page: Page) -> String {
    var lines: [String] = []
    if let address = site.address(of: page.path) {
      lines.append("<link rel=\"canonical\" href=\"\(Markup.escaped(address))\">")
    }
    if let feed = page.feed {
      lines.append(
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\(Markup.escaped(feed.name))\" "
          + "href=\"\(page.path.link(to: feed.path))\">")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func crumbs(of page: Page) -> String {
    guard !page.crumbs.isEmpty else { return "" }
    let links = page.crumbs.map { crumb in
      "<a href=\"\(page.path.link(to: crumb.path))\">\(Markup.escaped(crumb.name))</a> "
        + "<span aria-hidden=\"true\">/</span>"
    }
    return
      "<nav class=\"crumbs\" aria-label=\"You are here\">\(links.joined(separator: " "))</nav>\n"
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
    if number > 0 { fields.set("previous", root + path(number - 1).text) }
    if number + 1 < count { fields.set("next", root + path(number + 1).text) }
    return fill("pager", fields)
  }
}
