import Reporting

/// A report as bodies of pages, cut where its tables are long.
struct ReportPages {
  /// The report's title.
  let title: String
  /// HTML below the title, a text a page; at least one.
  let bodies: [String]

  /// Writes a report.
  ///
  /// - Parameters:
  ///   - page: The report.
  ///   - root: The way from the page to the site's root.
  init(_ page: ReportPage, root: String) {
    title = page.title
    let markup = ReportMarkup { root + SitePath.rule($0).text }
    var bodies: [String] = []
    var body = page.lead.map(markup.html).joined()
    for section in page.sections {
      let heading = "<h2>\(markup.html(section.heading))</h2>\n"
      for block in section.blocks {
        let pieces = Self.pieces(of: block, markup)
        for (index, piece) in pieces.enumerated() {
          if body.utf8.count + piece.utf8.count > Pager.limit, !body.isEmpty {
            bodies.append(body)
            body = ""
          }
          if index == 0 || body.isEmpty { body += heading }
          body += piece
        }
      }
    }
    self.bodies = bodies + [body]
  }

  /// A block, long tables as several ones.
  private static func pieces(of block: ReportPage.Block, _ markup: ReportMarkup) -> [String] {
    guard case .table(let table) = block else { return [markup.html(block)] }
    let rows = table.rows.map { row in
      markup.html(.table(ReportPage.Table(columns: table.columns, rows: [row])))
    }
    return Pager.chunks(rows, limit: Pager.limit / 2).map { chunk in
      let part = table.rows[chunk.indices]
      return markup.html(.table(ReportPage.Table(columns: table.columns, rows: Array(part))))
    }
  }
}
