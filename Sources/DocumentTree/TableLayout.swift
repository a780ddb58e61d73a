/// The rows and cells of a table element, before spans are resolved.
struct TableLayout {
  struct Source {
    var place: Int
    var isHeader: Bool
    var rows: Int
    var columns: Int
  }

  private(set) var rows: [[Source]] = []
  private(set) var caption: Int?
  /// Whether the table only arranges a page: it holds headings or other tables, or one column of
  /// running text.
  let isForLooksOnly: Bool

  init(markup: Markup, table: Int) {
    let heavy: Set<String> = ["table", "h1", "h2", "h3", "main", "article"]
    isForLooksOnly = markup.contains(heavy, under: table)
    collect(markup, table)
  }

  private mutating func collect(_ markup: Markup, _ place: Int) {
    for child in markup.children(of: place) {
      let node = markup.nodes[child]
      let role = node.attribute("role")
      if node.name == "caption" {
        caption = child
      } else if node.name == "tr" || role == "row" {
        var cells: [Source] = []
        collectCells(markup, child, into: &cells)
        if !cells.isEmpty { rows.append(cells) }
      } else if !node.name.isEmpty {
        collect(markup, child)
      }
    }
  }

  private func collectCells(_ markup: Markup, _ row: Int, into cells: inout [Source]) {
    for child in markup.children(of: row) {
      let node = markup.nodes[child]
      let role = node.attribute("role")
      let isHeader = node.name == "th" || role == "columnheader" || role == "rowheader"
      if isHeader || node.name == "td" || role == "cell" || role == "gridcell" {
        let rows = Int(node.attribute("rowspan") ?? "") ?? 1
        let columns = Int(node.attribute("colspan") ?? "") ?? 1
        cells.append(
          Source(
            place: child, isHeader: isHeader, rows: min(max(rows, 1), 1000),
            columns: min(max(columns, 1), 100)))
      } else if !node.name.isEmpty {
        collectCells(markup, child, into: &cells)
      }
    }
  }
}

/// Tables that are built of other elements and roles.
enum DivTable {
  static func isTable(_ node: Markup.Node) -> Bool {
    let role = node.attribute("role")
    return role == "table" || role == "grid"
  }
}
