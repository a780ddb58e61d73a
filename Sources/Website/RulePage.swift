import DocumentTree
import Reporting
import RequirementDiff

/// What a rule reports, as a page of the site.
public struct RulePage: Sendable {
  let id: String
  let summary: String
  private let markdown: [UInt8]?

  /// Takes a rule.
  ///
  /// - Parameters:
  ///   - id: Its id.
  ///   - summary: What it reports, one sentence.
  ///   - markdown: Its page of docs/rules; `nil` when the pages are not installed.
  public init(id: String, summary: String, markdown: [UInt8]?) {
    self.id = id
    self.summary = summary
    self.markdown = markdown
  }

  /// Every rule that pages name, in the order in which they are listed.
  ///
  /// - Parameter markdown: Reads a rule's page of docs/rules; `nil` when the pages are not installed.
  /// - Returns: The rules with their pages.
  /// - Throws: What `markdown` throws.
  public static func all<Failure>(
    markdown: (_ id: String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> [RulePage] {
    var pages: [RulePage] = []
    for rule in Rules.all + ImpactPresentation.rules {
      pages.append(
        RulePage(id: rule.id, summary: rule.summary, markdown: try markdown(rule.id)))
    }
    return pages
  }

  /// The page.
  func file(_ writer: PageWriter) -> SiteFile {
    writer.file(
      PageWriter.Page(
        path: .rule(id), title: "\(id): a rule of cspreg", description: summary,
        main: writer.fill("rule", ["body": body]), crumbs: [("Rules", .list("rules"))]))
  }

  private var body: String {
    let document = markdown.map { Document.parse(bytes: $0, mediaType: .markdown) }
    guard let document, document.isReadable else {
      return "<h1><code>\(Markup.escaped(id))</code></h1>\n<p>\(Markup.escaped(summary))</p>\n"
    }
    var html = ""
    var isList = false
    for block in document.blocks {
      if block.kind != .item, isList {
        html += "</ul>\n"
        isList = false
      }
      switch block.kind {
      case .heading(1): html += "<h1><code>\(text(block.lines))</code></h1>\n"
      case .heading(let level): html += "<h\(level)>\(text(block.lines))</h\(level)>\n"
      case .code:
        let lines = block.lines.map { Markup.escaped($0.text) }.joined(separator: "\n")
        html += "<pre><code>\(lines)</code></pre>\n"
      case .item:
        if !isList { html += "<ul>\n" }
        isList = true
        html += "<li>\(text(block.lines))</li>\n"
      case .table(let table): html += Self.html(table)
      default: html += "<p>\(text(block.lines))</p>\n"
      }
    }
    return html + (isList ? "</ul>\n" : "")
  }

  private static func html(_ table: Table) -> String {
    let rows = table.rows.map { row in
      let cells = row.map { cell in
        cell.isHeader
          ? "<th scope=\"col\">\(Markup.escaped(cell.text))</th>"
          : "<td>\(Markup.escaped(cell.text))</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return "<table>\n\(rows.joined())</table>\n"
  }

  private func text(_ lines: [Line]) -> String { lines.map(Self.html).joined(separator: " ") }

  /// A line with its code, emphasis and links to other rules.
  private static func html(_ line: Line) -> String {
    let bytes = Array(line.text.utf8)
    var html = ""
    var place = 0
    for span in line.spans where span.range.lowerBound >= place {
      html += escaped(bytes[place..<span.range.lowerBound])
      let inner = escaped(bytes[span.range])
      switch span.mark {
      case .code: html += "<code>\(inner)</code>"
      case .strong: html += "<strong>\(inner)</strong>"
      case .link: html += link(inner, to: span.target ?? "")
      }
      place = span.range.upperBound
    }
    return html + escaped(bytes[place...])
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>) -> String {
    Markup.escaped(String(decoding: bytes, as: UTF8.self))
  }

  private static func link(_ text: String, to target: String) -> String {
    if target.hasSuffix(".md"), !target.contains("/") {
      let name = target == "README.md" ? "index" : String(target.dropLast(3))
      return "<a href=\"\(Markup.escaped(name)).html\">\(text)</a>"
    }
    guard let address = ReportMarkup.safeAddress(target) else { return text }
    return "<a href=\"\(Markup.escaped(address))\" rel=\"noreferrer\">\(text)</a>"
  }
}
