import DocumentTree
import VendorRequirements

/// Reads one table.
struct TableReader {
  let table: Table
  let passage: Passage
  let outline: Outline
  let shape: String
  private let cells: [[[Word]]]
  private let header: Int?
  /// The columns that hold what was before.
  private let oldColumns: Set<Int>

  private struct Pair: Hashable {
    var directive: String
    var token: SourceToken
  }

  init(table: Table, passage: Passage, outline: Outline, shape: String) {
    self.table = table
    self.passage = passage
    self.outline = outline
    self.shape = shape
    cells = passage.cells.map { row in row.map { $0.count == 1 ? $0[0] : $0.flatMap { $0 } } }
    header = TableReader.headerRow(of: table, cells)
    oldColumns = header.map { TableReader.oldColumns(of: table.rows[$0]) } ?? []
  }

  func read(into readings: inout Readings) {
    var statement = Statement(
      evidence: .table, confidence: .stated,
      passages: passage.index..<(passage.index + 1), shape: shape)
    var previous: [String] = []
    // What a column "Before" has besides hosts is the site's own.
    var before: Set<Pair> = []
    for (index, row) in cells.enumerated() where index != header {
      var names: [String] = []
      var nameColumn = -1
      for (column, words) in row.enumerated() {
        let found = LineReading.announcedDirectives(words)
        if !found.isEmpty {
          names = found
          nameColumn = column
          break
        }
      }
      if names.isEmpty,
        let column = row.firstIndex(where: { !LineReading.labelledDirectives($0).isEmpty })
      {
        names = LineReading.labelledDirectives(row[column])
        nameColumn = column
      }
      if names.isEmpty, let header, readTicks(row, header, into: &statement) { continue }
      if names.isEmpty, readPolicies(index, header, into: &statement) { continue }
      let own = names.isEmpty && !previous.isEmpty ? previous : names
      if !own.isEmpty { previous = own }
      if isWithdrawn(row) {
        for word in row.joined() where word.source != nil { readings.reject(word, "withdrawn") }
        continue
      }
      for (column, words) in row.enumerated() where column != nameColumn {
        let targets =
          own.isEmpty
          ? (header.flatMap { columnDirective($0, column) } ?? announced) : own
        guard !targets.isEmpty else { continue }
        if let header, oldColumns.contains(column) {
          for word in words where word.source != nil { readings.reject(word, "withdrawn") }
          let isState = Language.isOldState(table.rows[header][column].text)
          for name in targets where isState {
            for word in words {
              guard let token = word.source, token.kind != .host else { continue }
              before.insert(Pair(directive: name, token: token))
            }
          }
          continue
        }
        let condition =
          nameColumn >= 0 || !announced.isEmpty || own.isEmpty
          ? note(row, besides: [column, nameColumn], below: header) : nil
        for word in TableReader.leadingSources(words) {
          guard let token = word.source else { continue }
          for name in targets {
            statement.entries.append(
              .init(
                directive: name, token: token, line: word.line, condition: condition,
                environment: header.flatMap { environment($0, column) } ?? rowEnvironment(index)))
          }
        }
      }
    }
    statement.entries.removeAll { before.contains(Pair(directive: $0.directive, token: $0.token)) }
    statement.isPolicy = true
    if statement.entries.isEmpty { return }
    readings.statements.append(statement)
    for word in cells.joined().joined() {
      if case .refused(let reason) = word.meaning { readings.reject(word, reason) }
    }
  }

  /// Reads the cells of a row that hold whole policies, such as "img-src https://a.example".
  private func readPolicies(
    _ row: Int, _ header: Int?, into statement: inout Statement
  ) -> Bool {
    var isOne = false
    for (column, cell) in table.rows[row].enumerated() where !cell.isRepeated {
      guard passage.cells[row][column].contains(where: { LineReading($0).kind == .policy }) else {
        continue
      }
      isOne = true
      for list in PolicyScanner(cells[row][column]).runs.flatMap(\.lists) {
        for word in list.words {
          guard let token = word.source else { continue }
          statement.entries.append(
            .init(
              directive: list.directive, token: token, line: word.line,
              condition: note(cells[row], besides: [column], below: header),
              environment: header.flatMap { environment($0, column) }))
        }
      }
    }
    return isOne
  }

  /// Reads a row of a matrix: a source, and a tick below each directive that needs it.
  private func readTicks(_ row: [[Word]], _ header: Int, into statement: inout Statement) -> Bool {
    let ticked = row.indices.filter { columnDirective(header, $0) != nil && isTick($0, row) }
    let sources = row.indices.filter { columnDirective(header, $0) == nil }
      .lazy.map { TableReader.leadingSources(row[$0]) }.first { !$0.isEmpty }
    guard !ticked.isEmpty, let sources else { return false }
    for column in ticked {
      for name in columnDirective(header, column) ?? [] {
        for word in sources {
          guard let token = word.source else { continue }
          statement.entries.append(.init(directive: name, token: token, line: word.line))
        }
      }
    }
    return true
  }

  private func isTick(_ column: Int, _ row: [[Word]]) -> Bool {
    let text = row[column].map(\.text).joined().lowercased()
    return ["✓", "✔", "✔\u{FE0F}", "✅", "☑", "●", "•", "x", "yes", "required", "y", "true", "ja"]
      .contains(text)
  }

  private var announced: [String] {
    passage.announced.isEmpty ? passage.mentioned : passage.announced
  }

  /// Whether a short cell says that the row has had its day: "deprecated", "no longer used".
  private func isWithdrawn(_ row: [[Word]]) -> Bool {
    row.contains { words in
      words.count <= 6 && !words.isEmpty && words.allSatisfy(\.isOther)
        && Language.isRetired(words.text)
    }
  }

  /// The row of headings: header cells, or a first row that names neither directive nor source.
  private static func headerRow(of table: Table, _ cells: [[[Word]]]) -> Int? {
    guard let first = table.rows.first else { return nil }
    let hasSources = cells.first?.contains { !leadingSources($0).isEmpty } ?? false
    if hasSources { return nil }
    let names = cells.first?.filter { !LineReading.announcedDirectives($0).isEmpty }.count ?? 0
    if names >= 2 || first.allSatisfy({ $0.isHeader || $0.lines.isEmpty }) { return 0 }
    return names == 0 ? 0 : nil
  }

  private func columnDirective(_ row: Int, _ column: Int) -> [String]? {
    guard column < cells[row].count else { return nil }
    let names = LineReading.announcedDirectives(cells[row][column])
    return names.isEmpty ? nil : names
  }

  private func environment(_ row: Int, _ column: Int) -> String? {
    guard column < table.rows[row].count else { return nil }
    return Environment.named(in: table.rows[row][column].text)
  }

  /// The columns that hold what was before, by their headings.
  private static func oldColumns(of headings: [Table.Cell]) -> Set<Int> {
    let texts = headings.map(\.text)
    let versions = texts.map(version)
    let newest = versions.compactMap { $0 }.max() ?? 0
    return Set(
      texts.indices.filter { column in
        Language.isOldState(texts[column]) || versions[column].map { $0 < newest } ?? false
      })
  }

  /// The number of the version that a heading names and nothing else: "v3", "4.x", "Version 12".
  private static func version(_ heading: String) -> Int? {
    guard heading.utf8.contains(where: { $0 >= 48 && $0 <= 57 }) else { return nil }
    let words = heading.lowercased().split(whereSeparator: { $0 == " " || $0 == "." })
    guard (1...3).contains(words.count), let first = words.first else { return nil }
    let named = ["version", "release"].contains(first)
    let word = named && words.count > 1 ? words[1] : first
    let number = word.hasPrefix("v") ? word.dropFirst() : word
    let isMarked = named || word.hasPrefix("v") || words.last == "x"
    return isMarked && number.utf8.count <= 3 ? Int(number) : nil
  }

  /// The environment that a cell of a row names and nothing else.
  private func rowEnvironment(_ row: Int) -> String? {
    table.rows[row].lazy.map(\.text).compactMap(Environment.labelled).first
  }

  /// The sources with which a cell begins; what follows prose in a cell is an explanation.
  private static func leadingSources(_ words: [Word]) -> [Word] {
    var found: [Word] = []
    for word in words {
      if word.source != nil {
        found.append(word)
      } else if word.meaning == .other,
        case .source(let token) = SourceToken.read(word.text, isInPolicy: true)
      {
        var copy = word
        copy.meaning = .source(token)
        found.append(copy)
      } else if word.meaning == .end || word.meaning == .ellipsis || LineReading.isFiller(word) {
        continue
      } else if found.isEmpty, LineReading.labels.contains(word.text) {
        continue
      } else {
        break
      }
    }
    return found
  }

  /// What the cells besides name and sources say about the row.
  private func note(_ row: [[Word]], besides columns: [Int], below header: Int?) -> String? {
    for (column, words) in row.enumerated().reversed() where !columns.contains(column) {
      let text = words.text
      if let condition = Conditions.ofNote(text) { return condition }
      if let header, column < table.rows[header].count,
        let condition = Conditions.ofAnswer(text, below: table.rows[header][column].text)
      {
        return condition
      }
    }
    return nil
  }
}
