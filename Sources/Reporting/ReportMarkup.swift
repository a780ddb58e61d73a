import Diagnostics
import RequirementDiff

/// The parts of a report page as HTML, for pages of any frame.
public struct ReportMarkup: Sendable {
  /// Address of a rule's page; `nil` where there is none.
  private let ruleAddress: @Sendable (_ id: String) -> String?

  /// Prepares the writing of parts.
  ///
  /// - Parameter ruleAddress: Address of a rule's page.
  public init(ruleAddress: @escaping @Sendable (_ id: String) -> String? = { _ in nil }) {
    self.ruleAddress = ruleAddress
  }

  /// A block, with a final newline.
  public func html(_ block: ReportPage.Block) -> String {
    switch block {
    case .paragraph(let spans): return "<p>\(html(spans))</p>\n"
    case .list(let items):
      return "<ul>\n\(items.map { "<li>\(html($0))</li>\n" }.joined())</ul>\n"
    case .code(let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return "<pre><code>\(lines.map { Markup.escaped(String($0)) }.joined(separator: "\n"))"
        + "</code></pre>\n"
    case .table(let table):
      let head = table.columns.map { "<th scope=\"col\">\(Markup.escaped($0))</th>" }.joined()
      let rows = table.rows.map { row in
        let cells = zip(table.columns, row).map { column, cell in
          "<td data-label=\"\(Markup.escaped(column))\">\(html(cell))</td>"
        }
        return "<tr>\(cells.joined())</tr>\n"
      }
      return
        "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined())</tbody>\n</table>\n"
    }
  }

  /// A line.
  public func html(_ line: [ReportPage.Span]) -> String { line.map(html).joined() }

  private func html(_ span: ReportPage.Span) -> String {
    switch span {
    case .text(let text): return Markup.escaped(text)
    case .code(let text): return text.isEmpty ? "" : "<code>\(Markup.escaped(text))</code>"
    case .level(let level): return "<b class=\"\(level.rawValue)\">\(level.rawValue)</b>"
    case .change(let change):
      return "<b class=\"\(change.rawValue)\" title=\"\(change.rawValue)\">\(change.sign)</b> "
    case .rule(let id):
      let name = "<code>\(Markup.escaped(id))</code>"
      guard let address = ruleAddress(id) else { return name }
      return "<a href=\"\(Markup.escaped(address))\">\(name)</a>"
    case .link(let text, let url):
      guard let url = Self.safeAddress(url) else { return Markup.escaped(text) }
      return "<a href=\"\(Markup.escaped(url))\" rel=\"noreferrer\">\(Markup.escaped(text))</a>"
    }
  }

  /// An address that a link may have: http or https, without blanks, quotes or brackets.
  public static func safeAddress(_ url: String) -> String? {
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    let allowed = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"'<>\\`".utf8.contains($0) }
    return allowed ? url : nil
  }
}

extension Finding.Change {
  /// The sign that stands in front of a source.
  var sign: String {
    switch self {
    case .added: "+"
    case .removed: "\u{2212}"
    case .respelled: "~"
    case .remark: "\u{2022}"
    }
  }
}
