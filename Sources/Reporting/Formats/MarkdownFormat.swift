import Diagnostics

/// GitHub-flavoured Markdown, ready for a comment at a pull request.
enum MarkdownFormat: ReportFormat {
  static let name = "markdown"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    let page = report.page
    var parts = ["### \(escaped(page.title))"]
    parts += page.lead.map(block)
    for section in page.sections {
      let body = section.blocks.map(block).joined(separator: "\n\n")
      if section.isOpen {
        parts.append("#### \(line(section.heading))")
        parts.append(body)
      } else {
        let title = ReportMarkup().html(section.heading)
        parts.append("<details><summary>\(title)</summary>\n\n\(body)\n\n</details>")
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func block(_ block: ReportPage.Block) -> String {
    switch block {
    case .paragraph(let spans): return line(spans)
    case .list(let items): return items.map { "- " + line($0) }.joined(separator: "\n")
    case .code(let text): return fenced(text)
    case .table(let table):
      var rows = [table.columns.map(escaped), table.columns.map { _ in "---" }]
      rows += table.rows.map { $0.map(line) }
      return rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }
  }

  private static func line(_ spans: [ReportPage.Span]) -> String {
    spans.map { span in
      switch span {
      case .text(let text): escaped(text)
      case .code(let text): code(text)
      case .change(let change): change.sign + " "
      case .rule(let id): code(id)
      case .level(.break): "**break**"
      case .level(let level): level.rawValue
      case .link(let text, let url): link(text, url)
      }
    }.joined()
  }

  /// Words that stay words: nothing in them is markup, an address or a mention.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.printable.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      // These are markup at the beginning of a line only.
      case "-", "+", ">", "=":
        if escaped.isEmpty { escaped += "\\" }
        escaped.unicodeScalars.append(scalar)
      case "<": escaped += "&lt;"
      case "&": escaped += "&amp;"
      // Else GitHub makes links and mentions of them.
      case ":" where text.contains("://"): escaped += "&#58;"
      case "@": escaped += "&#64;"
      case "." where escaped.hasSuffix("www"): escaped += "&#46;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A code span; a bar would end the cell of a table even there.
  private static func code(_ text: String) -> String {
    let text = text.printable.map { $0 == "|" ? "\\|" : String($0) }.joined()
    guard !text.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + pad + text + pad + fence
  }

  private static func fenced(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).printable }.joined(separator: "\n")
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: lines) + 1))
    return "\(fence)text\n\(lines)\n\(fence)"
  }

  private static func link(_ text: String, _ url: String) -> String {
    guard let url = ReportMarkup.safeAddress(url) else { return escaped(text) }
    return "[\(escaped(text))](<\(url)>)"
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for each in text {
      run = each == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
