import ContentSecurityPolicy
import Diagnostics
import MessageDigest

/// One self-contained page: no script, no request, readable on a phone, in the dark and on paper.
enum HTMLFormat: ReportFormat {
  static let name = "html"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    let page = report.page
    let style = "\n" + sheet
    let hash = HashAlgorithm.sha256.source(forDigest: SHA256.digest(of: Array(style.utf8)))
    var text = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \(hash); \
      img-src data:; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="data:,">
      <title>\(Markup.escaped(page.title))</title>
      <style>\(style)</style>
      </head>
      <body>
      <main>
      <h1>\(Markup.escaped(page.title))</h1>

      """
    for block in page.lead { text += html(block) }
    for section in page.sections {
      let heading = "<h2>\(section.heading.map(span).joined())</h2>"
      text += "<details\(section.isOpen ? " open" : "")>\n<summary>\(heading)</summary>\n"
      for block in section.blocks { text += html(block) }
      text += "</details>\n"
    }
    text += "</main>\n<footer>cspreg \(Markup.escaped(surroundings.version))</footer>\n"
    return text + "</body>\n</html>\n"
  }

  private static func html(_ block: ReportPage.Block) -> String {
    switch block {
    case .paragraph(let spans): return "<p>\(spans.map(span).joined())</p>\n"
    case .list(let items):
      let lines = items.map { "<li>\($0.map(span).joined())</li>\n" }
      return "<ul>\n\(lines.joined())</ul>\n"
    case .code(let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return "<pre><code>\(lines.map { Markup.escaped(String($0)) }.joined(separator: "\n"))"
        + "</code></pre>\n"
    case .table(let table):
      let head = table.columns.map { "<th scope=\"col\">\(Markup.escaped($0))</th>" }.joined()
      let rows = table.rows.map { row in
        let cells = zip(table.columns, row).map { column, cell in
          "<td data-label=\"\(Markup.escaped(column))\">\(cell.map(span).joined())</td>"
        }
        return "<tr>\(cells.joined())</tr>\n"
      }
      return
        "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined())</tbody>\n</table>\n"
    }
  }

  /// A piece of a line as HTML.
  static func span(_ span: ReportPage.Span) -> String {
    switch span {
    case .text(let text): return Markup.escaped(text)
    case .code(let text): return text.isEmpty ? "" : "<code>\(Markup.escaped(text))</code>"
    case .level(let level): return "<b class=\"\(level.rawValue)\">\(level.rawValue)</b>"
    case .link(let text, let url):
      guard let url = safeAddress(url) else { return Markup.escaped(text) }
      return "<a href=\"\(Markup.escaped(url))\" rel=\"noreferrer\">\(Markup.escaped(text))</a>"
    }
  }

  /// An address that a link may have: http or https, without blanks, quotes or brackets.
  static func safeAddress(_ url: String) -> String? {
    guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
    let allowed = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"'<>\\`".utf8.contains($0) }
    return allowed ? url : nil
  }

  private static let sheet = """
    :root { color-scheme: light dark; --line: #8884; --break: #c62828; --warn: #a15c00; --info: #2e6f40 }
    @media (prefers-color-scheme: dark) {
      :root { --break: #ff8a80; --warn: #ffc46b; --info: #8fd6a4 }
    }
    body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem }
    h1 { font-size: 1.5rem } h2 { display: inline; font-size: 1.15rem }
    summary { cursor: pointer; margin: 1.2rem 0 .4rem }
    table { border-collapse: collapse; width: 100% }
    th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; text-align: left;
      vertical-align: top; overflow-wrap: anywhere }
    code, pre { font: .92em ui-monospace, monospace; overflow-wrap: anywhere }
    pre { overflow-x: auto; padding: .6rem; border: 1px solid var(--line) }
    b.break { color: var(--break) } b.warn { color: var(--warn) } b.info { color: var(--info) }
    footer { color: #888; margin-top: 2rem; font-size: .85rem }
    @media (max-width: 40rem) {
      thead { display: none }
      tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0 }
      td { display: block; border: 0; padding: 0 }
      td::before { content: attr(data-label) " "; color: #888 }
      td:empty { display: none }
    }
    @media print { details > *:not(summary) { display: block } summary { list-style: none } }

    """
}
