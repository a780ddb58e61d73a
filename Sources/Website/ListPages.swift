import Reporting

/// A list of things in the order of their names: all of it, and a page for each first letter.
struct ListPages {
  /// One thing.
  struct Entry {
    var name: String
    var path: SitePath
    var note: String
    /// Whether the name is set like code.
    var isCode = false
  }

  /// Folder of the pages.
  let folder: String
  let title: String
  let lead: String
  /// Sorted by their names, unless ``isPlain``.
  let entries: [Entry]
  /// Whether the order is not that of letters.
  let isPlain: Bool
  /// Letters that entries begin with, in order, and where they stand; what is no letter or digit is `other`.
  let letters: [(name: String, address: String)]

  /// From how many entries on the letters have pages of their own.
  private static let letterLimit = 300

  init(folder: String, title: String, lead: String, entries: [Entry], isPlain: Bool = false) {
    self.folder = folder
    self.title = title
    self.lead = lead
    self.entries = entries
    self.isPlain = isPlain
    let isLong = entries.count > Self.letterLimit
    letters = Set(entries.map { Self.letter(of: $0.name) }).sorted().map { letter in
      let path = SitePath.list(folder, letter: isLong ? letter : nil).text
      return (letter, isLong ? path : "\(path)#\(Self.anchor(letter))")
    }
  }

  private static func anchor(_ letter: String) -> String { "letter-\(letter)" }

  private static func letter(of name: String) -> String {
    let bare = name.hasPrefix("*.") ? name.dropFirst(2) : name[...]
    guard let first = bare.utf8.first else { return "other" }
    switch first {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return String(UnicodeScalar(first + 32))
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return String(UnicodeScalar(first))
    default: return "other"
    }
  }

  private var isLong: Bool { entries.count > Self.letterLimit }

  /// The pages.
  func files(_ writer: PageWriter) -> [SiteFile] {
    guard isLong else { return pages(entries, letter: nil, writer) }
    var groups: [String: [Entry]] = [:]
    for entry in entries { groups[Self.letter(of: entry.name), default: []].append(entry) }
    return pages(entries, letter: nil, writer)
      + groups.keys.sorted().flatMap { pages(groups[$0] ?? [], letter: $0, writer) }
  }

  private func pages(_ entries: [Entry], letter: String?, _ writer: PageWriter) -> [SiteFile] {
    let first = SitePath.list(folder, letter: letter)
    let rows = entries.map { entry in
      writer.fill(
        "entry",
        [
          "path": first.link(to: entry.path), "name": entry.name, "note": entry.note,
          "isCode": entry.isCode,
        ])
    }
    let chunks = Pager.chunks(rows)
    let letters = isPlain ? [] : self.letters
    return chunks.enumerated().map { number, chunk in
      let path = SitePath.list(folder, letter: letter, page: number)
      let heading = letter.map { "\(title): \($0)" } ?? title
      let pager = writer.pager(number, of: chunks.count) {
        .list(folder, letter: letter, page: $0)
      }
      let links = letters.map {
        ["name": $0.name, "path": path.root + $0.address, "isHere": $0.address == path.text]
          as Fields
      }
      return writer.file(
        PageWriter.Page(
          path: path, title: heading, description: lead,
          main: writer.fill(
            "list",
            [
              "title": heading, "lead": lead, "isCode": false,
              "hasLetters": !links.isEmpty, "letters": links,
              "body": body(entries[chunk.indices], chunk), "pager": pager,
            ]),
          crumbs: letter == nil ? [] : [(title, .list(folder))]))
    }
  }

  /// Rows as lists, one a letter.
  private func body(_ entries: ArraySlice<Entry>, _ rows: ArraySlice<String>) -> String {
    func list(_ rows: ArraySlice<String>) -> String {
      rows.isEmpty ? "" : "<ul class=\"entries\">\n\(rows.joined())</ul>\n"
    }
    if isPlain { return list(rows) }
    var text = ""
    var start = entries.startIndex
    while start < entries.endIndex {
      let letter = Self.letter(of: entries[start].name)
      let end =
        entries[start...].firstIndex { Self.letter(of: $0.name) != letter } ?? entries.endIndex
      text += "<h2 class=\"letter\" id=\"\(Self.anchor(letter))\">\(letter)</h2>\n"
      text += list(rows[start..<end])
      start = end
    }
    return text
  }
}
