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
    let markup = ReportMarkup()
    for block in page.lead { text += markup.html(block) }
    for section in page.sections {
      let heading = "<h2>\(markup.html(section.heading))</h2>"
      text += "<details\(section.isOpen ? " open" : "")>\n<summary>\(heading)</summary>\n"
      for block in section.blocks { text += markup.html(block) }
      text += "</details>\n"
    }
    text += "</main>\n<footer>cspreg \(Markup.escaped(surroundings.version))</footer>\n"
    return text + "</body>\n</html>\n"
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
