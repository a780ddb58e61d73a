import Reporting

/// The pages of single hosts: who needs it, since when.
struct HostPages {
  let writer: PageWriter
  let summaries: [VendorSummary]
  let table: HostTable

  /// The pages of one host.
  func files(of host: String) -> [SiteFile] {
    let first = SitePath.host(host)
    let uses = table.uses(of: host)
    // What is listed still stands in front of what is gone.
    let listed = uses.filter { entry($0).gone == nil } + uses.filter { entry($0).gone != nil }
    let chunks = Pager.chunks(listed.map { row($0, on: first) })
    return chunks.enumerated().map { number, chunk in
      let path = SitePath.host(host, page: number)
      return writer.file(
        PageWriter.Page(
          path: path, title: "\(host): who needs it",
          description: "Which vendors need \(host) in a Content Security Policy, since when.",
          main: writer.fill(
            "host",
            [
              "host": host, "lead": lead(host, uses, path), "rows": chunk.joined(),
              "pager": writer.pager(number, of: chunks.count) { .host(host, page: $0) },
            ]),
          crumbs: [("Hosts", .list("hosts"))]))
    }
  }

  private func entry(_ use: HostTable.Use) -> VendorSummary.Use {
    summaries[use.vendor].uses[use.use]
  }

  private func row(_ use: HostTable.Use, on path: SitePath) -> String {
    let vendor = summaries[use.vendor]
    let entry = entry(use)
    var fields: Fields = [
      "vendor": vendor.name, "vendorPath": path.link(to: .vendor(vendor.id)),
      "directive": entry.directive, "source": entry.source,
      "profiles": entry.profiles.joined(separator: ", "), "since": entry.since,
      "sincePath": path.link(to: .version(vendor.id, entry.since)), "at": entry.at,
      "date": entry.at.prefix(10),
    ]
    if let gone = entry.gone {
      fields.set("gone", gone)
      fields.set("gonePath", path.link(to: .version(vendor.id, gone)))
    }
    return writer.fill("use", fields)
  }

  /// Whose host it is.
  private func lead(_ host: String, _ uses: [HostTable.Use], _ path: SitePath) -> String {
    let owners = uses.filter { entry($0).isOwn }.map(\.vendor).unique
    let needing = uses.filter { entry($0).gone == nil }.map(\.vendor).unique.count
    let count =
      needing == 0
      ? "No vendor needs it any more."
      : needing.counted("vendor needs", "vendors need") + " it."
    guard !owners.isEmpty else { return "A host of none of the vendors here. " + count }
    let links = owners.prefix(3).map { owner in
      "<a href=\"\(path.root)\(SitePath.vendor(summaries[owner].id).text)\">"
        + "\(Markup.escaped(summaries[owner].name))</a>"
    }
    return "A host of \(links.joined(separator: ", ")). \(count)"
  }
}

extension [Int] {
  /// The numbers, each once, in the order in which they first come.
  var unique: [Int] {
    var seen: Set<Int> = []
    return filter { seen.insert($0).inserted }
  }
}
