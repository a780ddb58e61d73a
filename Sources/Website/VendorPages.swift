import Reporting
import RequirementDiff
import RequirementHistory
import VendorRequirements

/// All files about one vendor alone.
struct VendorPages {
  let writer: PageWriter
  let published: PublishedVendor
  let summary: VendorSummary
  private let memory = CellMemory()

  init(writer: PageWriter, published: PublishedVendor, summary: VendorSummary) {
    self.writer = writer
    self.published = published
    self.summary = summary
  }

  private var vendor: Vendor { published.vendor }

  /// How many versions the vendor's page lists.
  private static let shownVersions = 24

  /// The vendor's page, its versions', what they changed, the feed and the data.
  func files() -> [SiteFile] {
    vendorFiles() + versionListFiles() + published.versions.flatMap(versionFiles)
      + zip(published.versions, published.changes).flatMap(changeFiles)
      + [Feed(site: writer.site).file(of: summary)] + DataFiles.files(of: published, summary)
  }

  private var crumbs: [(name: String, path: SitePath)] {
    [("Vendors", .list("browse")), (vendor.name, .vendor(vendor.id))]
  }

  // MARK: The vendor

  /// The page; what does not fit on it stands in files of its own.
  private func vendorFiles() -> [SiteFile] {
    let path = SitePath.vendor(vendor.id)
    guard let latest = published.latest else {
      return [vendorPage(path, profiles: nil)]
    }
    let panel = FormPanel(writer: writer, vendor: vendor.id, record: latest.record)
    let tables = ProfileTables(
      writer: writer, published: published, version: latest, path: path, memory: memory)
    let whole = tables.chunks(forms: panel.panel)
    if whole.count == 1 {
      let page = vendorPage(path, profiles: whole[0])
      if page.bytes.count < Pager.limit + 16_000 { return [page] }
    }
    var profiles = latest.record.profiles.indices.map { panel.links($0, from: path) }.joined()
    let brief = tables.chunks(limit: Pager.limit / 2)
    if brief.count == 1 {
      profiles += brief[0]
    } else {
      let all = SitePath.version(vendor.id, latest.number)
      profiles =
        "<p><a href=\"\(all.text.dropFirst("vendors/".count))\">All sources of "
        + "\(Markup.escaped(latest.record.name))</a>, of which the first stand here.</p>\n"
        + profiles + brief[0]
    }
    return [vendorPage(path, profiles: profiles)] + panel.files()
  }

  private func vendorPage(_ path: SitePath, profiles: String?) -> SiteFile {
    let rows = ChangeRows(writer: writer)
    let shown = summary.changes.suffix(Self.shownVersions).reversed()
    var fields: Fields = [
      "name": vendor.name, "lead": lead, "facts": facts(path), "hasVersion": profiles != nil,
      "profiles": profiles ?? "", "choice": choice,
      "chart": chart.html(writer),
      "versions": rows.table(
        shown.map { rows.row($0, on: path) }, caption: "Versions, the newest first"),
    ]
    if summary.changes.count > Self.shownVersions {
      let all = SitePath.versions(of: vendor.id)
      fields.set(
        "more",
        "<p><a href=\"\(path.root)\(all.text)\">All \(summary.changes.count) versions</a></p>")
    }
    return writer.file(
      PageWriter.Page(
        path: path, title: "\(vendor.name): Content Security Policy sources",
        description: "Which sources \(vendor.name) needs in a Content Security Policy, since when, "
          + "and what changed.",
        main: writer.fill("vendor", fields), crumbs: Array(crumbs.dropLast()),
        feed: (vendor.name, .feed(of: vendor.id))))
  }

  private var lead: String {
    guard let latest = published.latest else { return "No version holds." }
    let sources = summary.changes.last { $0.version == latest.number }?.sources ?? 0
    return "<code>\(Markup.escaped(latest.record.name))</code> asks for "
      + "\(sources.counted("source")), recorded \(Markup.escaped(latest.record.recorded))."
  }

  private func facts(_ path: SitePath) -> [Fields] {
    let link = ReportMarkup()
    var facts: [Fields] = [
      ["name": "Website", "value": link.html([.link(vendor.homepage, url: vendor.homepage)])],
      [
        "name": "Own domains",
        "value": vendor.domains.map { "<code>\(Markup.escaped($0))</code>" }
          .joined(separator: ", "),
      ],
    ]
    if !vendor.documents.isEmpty {
      facts.append([
        "name": vendor.documents.count == 1 ? "Document" : "Documents",
        "value": vendor.documents.map { link.html([.link($0.url, url: $0.url)]) }
          .joined(separator: "<br>"),
      ])
    }
    facts.append([
      "name": "Follow",
      "value": "<a href=\"\(path.root)\(SitePath.feed(of: vendor.id).text)\">Atom feed</a>, "
        + "<a href=\"\(path.root)\(DataFiles.path(of: vendor.id).text)\">JSON</a>",
    ])
    return facts
  }

  /// How the profiles belong together.
  private var choice: String {
    let profiles = published.latest?.record.profiles ?? []
    let required = profiles.count { $0.mode == .required }
    let alternative = profiles.count { $0.mode == .alternative }
    var words: [String] = []
    if alternative > 1, required == 0 { words.append("A policy needs one of these profiles.") }
    if alternative > 0, required > 0 {
      words.append("A policy needs all required profiles together, or one of the alternatives.")
    }
    if alternative == 0, required > 0 {
      words.append(
        required == 1
          ? "A policy needs all of these sources."
          : "A policy needs all required profiles together.")
    }
    if profiles.contains(where: { $0.mode == .optional }) {
      words.append("Optional profiles are needed where their condition holds.")
    }
    return words.joined(separator: " ")
  }

  private var chart: TimelineChart {
    TimelineChart(
      title: "Changes of \(vendor.name) by version",
      bars: summary.changes.dropFirst().map {
        TimelineChart.Bar(
          label: "@\($0.version)", added: $0.summary.added, breaking: $0.summary.breaking,
          removed: $0.summary.removed)
      })
  }

  // MARK: Versions

  /// All versions, when the vendor's page has no room for them.
  private func versionListFiles() -> [SiteFile] {
    guard summary.changes.count > Self.shownVersions else { return [] }
    let rows = ChangeRows(writer: writer)
    let path = SitePath.versions(of: vendor.id)
    let all = summary.changes.reversed().map { rows.row($0, on: path) }
    let chunks = Pager.chunks(all)
    return chunks.enumerated().map { number, chunk in
      let path = SitePath.versions(of: vendor.id, page: number)
      let pager = writer.pager(number, of: chunks.count) { .versions(of: vendor.id, page: $0) }
      let body = rows.table(chunk, caption: "Versions, the newest first")
      return writer.file(
        PageWriter.Page(
          path: path, title: "Versions of \(vendor.name)",
          description: "All versions of what \(vendor.name) needs.",
          main: writer.fill(
            "list",
            ["title": "Versions of \(vendor.name)", "body": body, "pager": pager]),
          crumbs: crumbs, feed: nil))
    }
  }

  private func versionFiles(_ version: PublishedVendor.Version) -> [SiteFile] {
    let record = version.record
    let tables = ProfileTables(
      writer: writer, published: published, version: version,
      path: .version(vendor.id, version.number), memory: memory)
    let chunks = tables.chunks()
    return chunks.enumerated().map { number, chunk in
      let path = SitePath.version(vendor.id, version.number, page: number)
      var fields: Fields = [
        "name": record.name,
        "lead": "What \(vendor.name) asked for on \(record.recorded).",
        "facts": number == 0 ? facts(of: version, path) : [], "profiles": chunk,
        "pager": writer.pager(number, of: chunks.count) {
          .version(vendor.id, version.number, page: $0)
        },
      ]
      if let reason = version.withdrawn { fields.set("withdrawn", reason) }
      return writer.file(
        PageWriter.Page(
          path: path, title: "\(record.name): \(vendor.name)",
          description: "What \(record.name) asks for in a Content Security Policy.",
          main: writer.fill("version", fields), crumbs: crumbs,
          feed: (vendor.name, .feed(of: vendor.id))))
    }
  }

  private func facts(of version: PublishedVendor.Version, _ path: SitePath) -> [Fields] {
    let record = version.record
    var facts: [Fields] = record.documents.map { document in
      let read = document.retrieved.map { ", retrieved \(Markup.escaped($0))" } ?? ""
      let hash = document.sha256.map { ", <code>sha256:\($0)</code>" } ?? ""
      return [
        "name": "Document",
        "value": ReportMarkup().html([.link(document.url, url: document.url)])
          + ", \(document.origin.rawValue)\(read)\(hash)",
      ]
    }
    if let accepted = record.accepted {
      facts.append([
        "name": "Accepted",
        "value": Markup.escaped("\(accepted.by), \(accepted.at.prefix(10)): \(accepted.reason)"),
      ])
    }
    if let notes = record.notes {
      facts.append(["name": "Notes", "value": Markup.escaped(notes)])
    }
    if let change = summary.changes.first(where: { $0.version == version.number }),
      let previous = change.previous
    {
      let report = SitePath.change(of: vendor.id, from: previous, to: version.number)
      facts.append([
        "name": "Changed",
        "value": "<a href=\"\(path.root)\(report.text)\">since @\(previous)</a>",
      ])
    }
    facts.append([
      "name": "Record",
      "value": "<a href=\"\(path.root)\(DataFiles.path(of: vendor.id, version.number).text)\">"
        + "JSON</a>, line \(version.seq) of the log",
    ])
    return facts
  }

  // MARK: Changes

  private func changeFiles(
    _ version: PublishedVendor.Version, _ change: VersionChange
  ) -> [SiteFile] {
    guard let report = change.report, let previous = change.previous?.version else { return [] }
    let path = SitePath.change(of: vendor.id, from: previous, to: version.number)
    let presentation = DiffPresentation(
      report, names: ("\(vendor.id)@\(previous)", "\(vendor.id)@\(version.number)"))
    let pages = ReportPages(presentation.page, root: path.root)
    let bodies = pages.bodies
    return bodies.enumerated().map { number, body in
      let pager = writer.pager(number, of: bodies.count) {
        .change(of: vendor.id, from: previous, to: version.number, page: $0)
      }
      return writer.file(
        PageWriter.Page(
          path: .change(of: vendor.id, from: previous, to: version.number, page: number),
          title: "\(pages.title): \(vendor.name)",
          description: "What \(vendor.name) changed from version \(previous) to version "
            + "\(version.number), and which of it breaks a policy.",
          main: writer.fill(
            "report", ["title": pages.title, "body": body, "pager": pager]),
          crumbs: crumbs + [(version.record.name, .version(vendor.id, version.number))],
          feed: (vendor.name, .feed(of: vendor.id))))
    }
  }
}
