import RequirementSamples

/// A vendor's help page, made up: what it asks for, and the clothes that say nothing.
struct PageSample {
  /// Directives in their order, each with its sources.
  var lists: [(directive: String, sources: [String])]
  let vendor: String

  static let regions = ["eu", "us", "in", "au", "ca", "jp"]

  /// Makes up what a vendor needs.
  init(vendor: String, random: inout SeededGenerator) {
    self.vendor = vendor
    let directives = ["script-src", "connect-src", "img-src", "style-src", "font-src", "frame-src"]
    let count = Int.random(in: 2...5, using: &random)
    lists = directives.shuffled(using: &random).prefix(count).map { directive in
      var sources: [String] = []
      for index in 0..<Int.random(in: 2...5, using: &random) {
        let stem = random.pick(["cdn", "api", "static", "files", "edge", "media"])
        sources.append("https://\(stem)\(index).\(vendor)widget.dev")
      }
      return (directive, sources)
    }
    // A family of regions, to which one may be added.
    lists[0].sources += [
      "https://ingest-eu.\(vendor)widget.dev", "https://ingest-us.\(vendor)widget.dev",
    ]
  }

  /// The page in some clothes: markup, navigation, wording around it, order.
  func html(_ random: inout SeededGenerator) -> String {
    func maybe(_ text: String) -> String { Bool.random(using: &random) ? text : "" }
    let order = lists.shuffled(using: &random)
    let isTable = Bool.random(using: &random)
    var body = ""
    for (directive, sources) in order {
      let sources = sources.shuffled(using: &random)
      let name = random.pick([directive, "<code>\(directive)</code>"])
      if isTable {
        let cells = sources.map { random.pick(["<code>\($0)</code>", $0]) }
        body +=
          "<tr\(maybe(" class=row"))><td>\(name)</td><td>\(cells.joined(separator: "<br>"))</td></tr>\n"
      } else {
        body +=
          "<h2 id=\"x\(Int.random(in: 0...999, using: &random))\">\(name)</h2>\(maybe("\n\n"))"
        body += "<ul\(maybe(" data-v='1'"))>"
        for source in sources {
          body +=
            "\(maybe("\n  "))<li>\(random.pick(["<code>\(source)</code>", "<b>\(source)</b>"]))</li>"
        }
        body += "</ul>\n\(maybe("<!-- end -->"))"
      }
    }
    if isTable {
      body = "<table><tr><th>Directive</th><th>Sources</th></tr>\n\(body)</table>"
    }
    let intro = random.pick([
      "If your site sends a Content-Security-Policy header, let these sources through.",
      "Sites with a strict policy have to allow the following.",
      "Add the sources below to your Content Security Policy.",
    ])
    let navigation = random.pick([
      "<nav><a href='https://www.\(vendor)widget.dev'>Home</a></nav>",
      "<header><ul><li><a href='/a'>Start</a></li><li><a href='/b'>Prices</a></li></ul></header>",
      "",
    ])
    let footer = random.pick([
      "<footer>© 2026, updated \(Int.random(in: 1...28, using: &random)) May</footer>", "",
      "<aside>Was this helpful?</aside>",
    ])
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Content Security Policy\(maybe(" | Help"))</title>
      \(maybe("<script>var t = \(Int.random(in: 0...99_999, using: &random))</script>"))</head>
      <body class="\(random.pick(["light", "dark", "v2"]))">\(navigation)
      <main><h1>Content Security Policy</h1>\(maybe("<div class=wrap>"))<p>\(intro)</p>
      \(body)
      </main>\(footer)</body></html>
      """
  }

  /// Adds something at random and says which rules may report it.
  mutating func inject(_ random: inout SeededGenerator) -> (source: String, rules: Set<String>) {
    let index = Int.random(in: lists.indices, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0:
      let source = "https://ingest-\(random.pick(["ap", "sg", "uk", "br"])).\(vendor)widget.dev"
      lists[0].sources.append(source)
      return (source, ["region-added"])
    case 1:
      let source = "https://fresh.\(vendor)widget.dev"
      lists[index].sources.append(source)
      return (source, ["source-added"])
    case 2:
      let source = "https://sdk.other-\(vendor)widget.dev"
      lists[index].sources.append(source)
      return (source, ["domain-added"])
    case 3:
      let host = random.pick(lists[index].sources).dropFirst("https://".count)
      lists[index].sources.append("wss://\(host)")
      return ("wss://\(host)", ["scheme-added"])
    case 4:
      let source = "\(random.pick(lists[index].sources)):8443"
      lists[index].sources.append(source)
      return (source, ["port-changed", "source-added"])
    default:
      let used = lists.map(\.directive)
      // Not worker-src and child-src: what script-src allows already breaks nothing there.
      let free = ["media-src", "object-src", "manifest-src"].filter {
        !used.contains($0)
      }
      let source = lists[index].sources[0]
      lists.append((random.pick(free), [source]))
      return (source, ["directive-added", "source-added"])
    }
  }
}
