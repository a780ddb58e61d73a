import Reporting

/// The pages of directives: which vendors name one.
struct DirectivePages {
  let writer: PageWriter
  let summaries: [VendorSummary]

  /// Directives that newest versions name, sorted, with how many vendors do.
  var directives: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for summary in summaries {
      for name in summary.directives { counts[name, default: 0] += 1 }
    }
    // Pages of versions link to directives that only older ones name.
    for name in summaries.flatMap(\.allDirectives) where counts[name] == nil { counts[name] = 0 }
    return counts.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  /// The pages of one directive.
  func files(of directive: String) -> [SiteFile] {
    let first = SitePath.directive(directive)
    let rows = summaries.filter { $0.directives.contains(directive) }.map { summary in
      let sources = summary.uses.count { $0.directive == directive && $0.gone == nil }
      return writer.fill(
        "entry",
        [
          "path": first.link(to: .vendor(summary.id)), "name": summary.name,
          "note": sources.counted("host source"), "isCode": false,
        ])
    }
    let chunks = Pager.chunks(rows)
    return chunks.enumerated().map { number, chunk in
      let path = SitePath.directive(directive, page: number)
      let lead =
        rows.count.counted("vendor names", "vendors name") + " it in the newest version."
      return writer.file(
        PageWriter.Page(
          path: path, title: "\(directive): vendors that need it",
          description: "Which vendors need sources under \(directive).",
          main: writer.fill(
            "list",
            [
              "title": directive, "isCode": true, "lead": lead,
              "body": chunk.isEmpty
                ? "" : "<ul class=\"entries\">\n\(chunk.joined())</ul>\n",
              "pager": writer.pager(number, of: chunks.count) { .directive(directive, page: $0) },
            ]),
          crumbs: [("Directives", .list("directives"))]))
    }
  }
}
