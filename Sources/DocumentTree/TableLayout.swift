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
    isForLooksOnly = !markup.nodes[table].contents.isDisjoint(
      with: [.table, .firstHeading, .heading, .main])
    collect(markup, table)
  }

  private mutating func collect(_ markup: Markup, _ place: Int) {
    for child in markup.children(of: place) {
      let node = markup.nodes[child]
      let role = markup.attribute(.role, of: node)
      if node.element == .caption {
        caption = child
      } else if node.element == .tr || role == "row" {
        var cells: [Source] = []
        collectCells(markup, child, into: &cells)
        if !cells.isEmpty { rows.append(cells) }
      } else if node.element != .text {
        collect(markup, child)
      }
    }
  }

  private func collectCells(_ markup: Markup, _ row: Int, into cells: inout [Source]) {
    for child in markup.children(of: row) {
      let node = markup.nodes[child]
      let role = markup.attribute(.role, of: node)
      let isHeader = node.element == .th || role == "columnheader" || role == "rowheader"
      if isHeader || node.element == .td || role == "cell" || role == "gridcell" {
        let rows = Int(markup.attribute(.rowspan, of: node) ?? "") ?? 1
        let columns = Int(markup.attribute(.colspan, of: node) ?? "") ?? 1
        cells.append(
          Source(
            place: child, isHeader: isHeader, rows: min(max(rows, 1), 1000),
            columns: min(max(columns, 1), 100)))
      } else if node.element != .text {
        collectCells(markup, child, into: &cells)
      }
    }
  }
}

/// Tables that are built of other elements and roles.
enum DivTable {
  static func isTable(_ node: Markup.Node, in markup: Markup) -> Bool {
    guard !node.attributes.isEmpty else { return false }
    let role = markup.attribute(.role, of: node)
    return role == "table" || role == "grid"
  }
}
