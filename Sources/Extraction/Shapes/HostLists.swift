import DocumentTree
import VendorRequirements

/// Hosts for which a document names no directive: lists, tables of services, sentences.
struct HostLists: DocumentShape {
  let name = "host-lists"

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var readings = Readings()
    for passage in outline.passages {
      let isTable = passage.block.table != nil
      guard isTable || passage.hasHost, passage.reasonToPass == nil else { continue }
      guard !isTable || outline.isAboutAllowing(passage) else { continue }
      if let table = passage.block.table {
        readTable(table, passage, into: &readings)
      } else if passage.block.isCode {
        readCode(passage, outline, into: &readings)
      } else if passage.block.headingLevel == nil {
        readText(passage, outline, into: &readings)
      }
    }
    readRows(outline, into: &readings)
    for index in readings.statements.indices {
      let names = outline.directivesBehind(readings.statements[index].passages)
      guard !names.isEmpty else { continue }
      readings.statements[index].entries = names.flatMap { name in
        readings.statements[index].entries.map { entry in
          var entry = entry
          entry.directive = name
          return entry
        }
      }
    }
    return readings
  }

  private func statement(
    _ passage: Passage, _ evidence: Evidence, _ confidence: Confidence
  ) -> Statement {
    Statement(
      evidence: evidence, confidence: confidence,
      passages: passage.index..<(passage.index + 1), shape: name)
  }

  private func add(_ word: Word, to statement: inout Statement, condition: String? = nil) {
    guard let token = word.source, token.kind == .host, !isReading(word, token) else { return }
    statement.entries.append(
      .init(
        directive: Profile.unspecified, token: token, line: word.line, condition: condition))
  }

  /// Whether an address is there to be followed, not to be allowed.
  private func isReading(_ word: Word, _ token: SourceToken) -> Bool {
    guard !word.isCode else { return false }
    let path = token.text.split(separator: "/").dropFirst(token.hasScheme ? 2 : 1)
    return !path.isEmpty || word.isLink && token.hasScheme
  }

  /// A table in which one column holds hosts and none names a directive.
  private func readTable(_ table: Table, _ passage: Passage, into readings: inout Readings) {
    guard passage.announced.isEmpty, passage.mentioned.isEmpty else { return }
    let rows = passage.cells.map { row in row.map { $0.flatMap { $0 } } }
    guard !rows.contains(where: { $0.contains { $0.contains { $0.directive != nil } } }) else {
      return
    }
    var counts: [Int: Int] = [:]
    for row in rows {
      for (column, words) in row.enumerated() where isHosts(words) {
        counts[column, default: 0] += 1
      }
    }
    let best = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
    guard let best, best.value * 2 >= rows.count - 1 else { return }
    var found = statement(passage, best.key == 0 ? .table : .role, .inferred)
    for row in rows where best.key < row.count {
      let condition = row.indices.lazy.filter { $0 != best.key }.compactMap { column in
        let text = row[column].text
        let heading = table.rows.first.flatMap { column < $0.count ? $0[column].text : nil } ?? ""
        return Conditions.ofNote(text) ?? Conditions.ofAnswer(text, below: heading)
      }.first
      for word in row[best.key] { add(word, to: &found, condition: condition) }
    }
    if !found.entries.isEmpty { readings.statements.append(found) }
  }

  private func isHosts(_ words: [Word]) -> Bool {
    guard let first = words.first(where: { !LineReading.isFiller($0) }) else { return false }
    return first.source?.kind == .host
  }

  private func readCode(_ passage: Passage, _ outline: Outline, into readings: inout Readings) {
    let solid = passage.words.filter { !LineReading.isFiller($0) }
    guard passage.announced.isEmpty, passage.mentioned.isEmpty, !solid.isEmpty,
      solid.allSatisfy({ $0.source?.kind == .host || $0.meaning == .end }),
      passage.lead.asks, mentions(passage)
    else { return }
    var found = statement(passage, .headingList, .inferred)
    for word in solid { add(word, to: &found) }
    readings.statements.append(found)
  }

  private func mentions(_ passage: Passage) -> Bool {
    ([passage.leadIn] + passage.headings.suffix(1)).contains {
      Language.mentionsPolicy($0) || Language.mentionsAllowing($0)
    }
  }

  private func readText(_ passage: Passage, _ outline: Outline, into readings: inout Readings) {
    let head = zip(passage.lines, passage.kinds).prefix { line, kind in
      kind == .running && !line.contains { $0.source != nil }
    }.map(\.0)
    let body = passage.lines.dropFirst(head.count).joined().filter { !LineReading.isFiller($0) }
    let ownLead = head.joined().text
    let lead = Language.padded(head.isEmpty ? passage.leadIn : ownLead)
    let isItem = isItem(passage.block) || !head.isEmpty
    let isList = !body.isEmpty && body.allSatisfy { $0.source != nil || $0.meaning == .end }
    let isFree = passage.announced.isEmpty && passage.mentioned.isEmpty
    if isList {
      guard isFree, Language.asks(lead) || isItem,
        body.contains(where: { $0.source?.kind == .host }),
        outline.isAboutAllowing(passage) || isAsking(ownLead)
      else { return }
      guard isItem || mentions(passage) else { return }
      return readList(body, passage, remark(after: passage, outline), into: &readings)
    }
    if passage.block.isItem, readLabelled(passage, outline, into: &readings) { return }
    let leading = body.prefix { $0.source?.kind == .host }
    if isItem, isFree, head.isEmpty, !leading.isEmpty, Language.asks(lead),
      !body.contains(where: { $0.directive != nil }), outline.isAboutAllowing(passage)
    {
      let rest = body.dropFirst(leading.count).text
      if Language.withdraws(rest) { return }
      return readList(leading, passage, Conditions.ofRemark(rest), into: &readings)
    }
    readSentences(passage, outline, into: &readings)
  }

  private func isItem(_ block: Block) -> Bool {
    block.isItem || block.kind == .description || block.depth > 0
  }

  private func isAsking(_ text: String) -> Bool {
    (Language.mentionsPolicy(text) || Language.mentionsAllowing(text)) && !Language.withdraws(text)
  }

  /// Adds hosts to the list that the passage before began, or begins one.
  private func readList(
    _ words: some Sequence<Word>, _ passage: Passage, _ condition: String?,
    into readings: inout Readings
  ) {
    var found = statement(passage, .headingList, .inferred)
    for word in words { add(word, to: &found, condition: condition) }
    guard !found.entries.isEmpty else { return }
    if let last = readings.statements.indices.last,
      readings.statements[last].passages.upperBound == passage.index,
      readings.statements[last].evidence == .headingList
    {
      readings.statements[last].entries += found.entries
      let start = readings.statements[last].passages.lowerBound
      readings.statements[last].passages = start..<(passage.index + 1)
    } else {
      readings.statements.append(found)
    }
  }

  /// An item such as "Images: https://...", whose label is a role.
  private func readLabelled(
    _ passage: Passage, _ outline: Outline, into readings: inout Readings
  ) -> Bool {
    let words = passage.words.filter { !LineReading.isFiller($0) }
    let label = words.prefix { $0.source == nil }
    let rest = words.dropFirst(label.count)
    guard !label.isEmpty, label.count <= 4, label.last?.hasColon == true, !rest.isEmpty,
      rest.allSatisfy({ $0.source?.kind == .host }),
      !words.contains(where: { $0.directive != nil }), outline.isAboutAllowing(passage)
    else { return false }
    var found = statement(passage, .role, .inferred)
    for word in rest { add(word, to: &found) }
    if !found.entries.isEmpty { readings.statements.append(found) }
    return true
  }

  /// The condition in a remark below an item, such as "customers of the suite only".
  private func remark(after passage: Passage, _ outline: Outline) -> String? {
    guard passage.index + 1 < outline.passages.count else { return nil }
    let next = outline.passages[passage.index + 1]
    guard next.block.isParagraph, next.block.depth > 0, next.words.count <= 12 else {
      return nil
    }
    let padded = Language.padded(next.text)
    return Language.containsAny(padded, [" only ", " optional "])
      ? Conditions.brief(next.text) : nil
  }

  private func readSentences(
    _ passage: Passage, _ outline: Outline, into readings: inout Readings
  ) {
    guard passage.isProse, !Language.isConsole(passage.text) else { return }
    let isAboutBoth =
      Language.mentionsPolicy(passage.text) && Language.mentionsAllowing(passage.text)
    guard isAboutBoth || Language.mentionsPolicy(passage.text) || outline.isAboutAllowing(passage)
    else { return }
    var found = statement(passage, .prose, .inferred)
    for sentence in Sentence.split(passage.words) {
      let padded = Language.padded(sentence.text)
      let isInstance = [" for instance ", " for example "].contains { padded.hasPrefix($0) }
      if isInstance { continue }
      let sources = sentence.words.filter { word in
        guard let token = word.source, token.kind == .host else { return false }
        return token.host.holds(byte: 42) || word.isCode
      }
      guard !sources.isEmpty, !sentence.words.contains(where: { $0.directive != nil }),
        !Language.refuses(padded),
        !Language.containsAny(
          padded,
          [
            " protected by ", " secured by ", " served with ", " reporting-endpoints ",
            " report-to ", " report-uri ",
          ])
      else { continue }
      let saysSo =
        (Language.mentionsPolicy(padded) || Language.mentionsAllowing(padded))
        && (Language.asks(padded) || Language.containsAny(padded, [" is "]))
      let isWildcard =
        Language.containsAny(padded, [" wildcard "])
        && sources.allSatisfy { $0.source?.host.first == "*" }
      let isDomain = isAboutBoth && Language.containsAny(padded, HostLists.placeWords)
      guard saysSo || isWildcard || isDomain else { continue }
      let isPlain = saysSo && Language.asks(padded)
      for word in sources
      where isPlain || word.source?.hasScheme == true || word.source?.host.holds(byte: 42) == true {
        add(word, to: &found)
      }
      found.isAlternative = found.isAlternative || isWildcard && !saysSo
    }
    if !found.entries.isEmpty { readings.statements.append(found) }
  }

  private static let placeWords = [
    " domain ", " domains ", " host ", " hosts ", " hostname ", " origin ", " origins ",
    " endpoint ", " endpoints ",
  ]

  /// Rows of a table that lost its borders: lines in a row with one address each.
  private func readRows(_ outline: Outline, into readings: inout Readings) {
    var rows: [(passage: Passage, word: Word)] = []
    func close() {
      defer { rows = [] }
      guard rows.count >= 3, let first = rows.first, outline.isAboutAllowing(first.passage)
      else { return }
      var found = statement(first.passage, .role, .inferred)
      for row in rows {
        let remark = row.passage.words.drop { $0 != row.word }.dropFirst()
        let text = remark.text
        add(row.word, to: &found, condition: Conditions.ofRemark(text))
      }
      readings.statements.append(found)
    }
    for passage in outline.passages {
      guard passage.hasHost else {
        close()
        continue
      }
      let words = passage.words
      let hosts = words.filter { $0.source?.kind == .host && $0.source?.hasScheme == true }
      let isRow =
        passage.block.isParagraph && passage.lines.count == 1 && hosts.count == 1
        && !words.contains { $0.directive != nil } && words.count > 2
        && !words.contains { $0.endsSentence }
      if isRow, let host = hosts.first { rows.append((passage, host)) } else { close() }
    }
    close()
  }
}
