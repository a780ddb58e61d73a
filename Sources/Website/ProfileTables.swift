import ContentSecurityPolicy
import Reporting
import RequirementHistory
import VendorRequirements

/// The tables of a version's profiles, cut into pages where they are long.
struct ProfileTables {
  let writer: PageWriter
  let published: PublishedVendor
  let version: PublishedVendor.Version
  /// The page that they stand on.
  let path: SitePath
  /// Cells that were written before.
  let memory: CellMemory
  private let root: String

  init(
    writer: PageWriter, published: PublishedVendor, version: PublishedVendor.Version,
    path: SitePath, memory: CellMemory
  ) {
    self.writer = writer
    self.published = published
    self.version = version
    self.path = path
    self.memory = memory
    root = path.root
  }

  /// One source with the place of its row.
  private struct Row {
    var profile: Int
    var directive: String
    var html: String
  }

  /// The tables, chunk by chunk; at least one.
  ///
  /// - Parameters:
  ///   - limit: How many bytes of rows a chunk has.
  ///   - forms: What stands below a profile's table in the last chunk that shows it.
  /// - Returns: HTML, a text a page.
  func chunks(limit: Int = Pager.limit, forms: (_ profile: Int) -> String = { _ in "" }) -> [String]
  {
    let rows = self.rows
    let pieces = Pager.chunks(rows.map(\.html), limit: limit).map { rows[$0.indices] }
    return pieces.map { piece in
      var text = ""
      var start = piece.startIndex
      while start < piece.endIndex {
        let profile = piece[start].profile
        let end = piece[start...].firstIndex { $0.profile != profile } ?? piece.endIndex
        let isWhole = end == rows.endIndex || rows[end].profile != profile
        text += table(profile, piece[start..<end], isWhole ? forms(profile) : "")
        start = end
      }
      return text
    }
  }

  private var rows: [Row] {
    var rows: [Row] = []
    for (index, profile) in version.record.profiles.enumerated() {
      for directive in profile.directives {
        for requirement in directive.requirements {
          rows.append(
            Row(
              profile: index, directive: directive.name, html: row(requirement, directive.name)))
        }
      }
    }
    return rows
  }

  private func row(_ requirement: Requirement, _ directive: String) -> String {
    // A version older than the run that the newest one has begins a run of its own.
    let first = published.blame.entry(of: requirement.source, under: directive)
      .flatMap { $0.since <= version.number ? $0.since : nil }
    let words = place(of: requirement)
    let key = CellMemory.Key.source(
      requirement.source, region: requirement.region, when: requirement.when,
      legal: requirement.legal, root: root)
    let source = memory.cell(key) { self.source(requirement) }
    let since = memory.cell(.since(first, root: root)) { self.since(first) }
    let place = memory.cell(.place(words)) { writer.fill("place", ["place": words]) }
    return "<tr>\(source)\(since)\(place)</tr>\n"
  }

  private func source(_ requirement: Requirement) -> String {
    var fields: Fields = ["source": requirement.source]
    if let host = HostName.of(requirement.source), published.hosts.contains(host) {
      fields.set("path", path.link(to: .host(host)))
    }
    var notes: [String] = []
    if let region = requirement.region { notes.append("region \(region)") }
    if let when = requirement.when { notes.append(when) }
    if requirement.isIllegal {
      notes.append(requirement.legal.map { "write \($0)" } ?? "no legal source, left out below")
    }
    if !notes.isEmpty { fields.set("note", notes.joined(separator: "; ")) }
    return writer.fill("source", fields)
  }

  private func since(_ number: Int?) -> String {
    guard let number else { return writer.fill("since", [:]) }
    return writer.fill(
      "since",
      ["since": number, "sincePath": path.link(to: .version(published.vendor.id, number))])
  }

  private func directive(_ name: String) -> String {
    var fields: Fields = ["directive": name]
    if published.directives.contains(name) {
      fields.set("path", path.link(to: .directive(name)))
    }
    return writer.fill("directive", fields)
  }

  private func place(of requirement: Requirement) -> String {
    var words: [String] = []
    if version.record.documents.count > 1 {
      words.append("document \((requirement.document ?? 0) + 1)")
    }
    if let line = requirement.line { words.append("line \(line)") }
    if let evidence = requirement.evidence { words.append(evidence.title) }
    return words.joined(separator: ", ")
  }

  private func table(_ index: Int, _ rows: ArraySlice<Row>, _ forms: String) -> String {
    let profile = version.record.profiles[index]
    var groups: [Fields] = []
    var start = rows.startIndex
    while start < rows.endIndex {
      let directive = rows[start].directive
      let end = rows[start...].firstIndex { $0.directive != directive } ?? rows.endIndex
      let heading = memory.cell(.directive(directive, root: root)) { self.directive(directive) }
      groups.append(["heading": heading, "rows": rows[start..<end].map(\.html).joined()])
      start = end
    }
    var fields: Fields = [
      "id": "profile-\(index + 1)", "name": profile.name, "mode": profile.mode.title,
      "groups": groups, "forms": forms,
    ]
    let alternatives = version.record.profiles.count { $0.mode == .alternative }
    if alternatives > 1, index == version.record.preferredPosition {
      fields.set("isPreferred", true)
    }
    let notes = [profile.environment, profile.condition].compactMap { $0 }
    if !notes.isEmpty { fields.set("note", notes.joined(separator: "; ")) }
    return writer.fill("profile", fields)
  }
}

extension Profile.Mode {
  /// How it counts, in words.
  fileprivate var title: String {
    switch self {
    case .required: "required"
    case .alternative: "alternative"
    case .optional: "optional"
    case .informational: "for information"
    }
  }
}

extension Evidence {
  /// The kind of place in words.
  fileprivate var title: String {
    switch self {
    case .policyLine: "a policy"
    case .headingList: "a list"
    case .table: "a table"
    case .prose: "a sentence"
    case .meta: "a meta tag"
    case .code: "code"
    case .role: "a role"
    }
  }
}
