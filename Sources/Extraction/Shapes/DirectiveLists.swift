import DocumentTree
import VendorRequirements

/// Directives and sources in headings, paragraphs and list items: `script-src: https://...` in one
/// line, or the name in one and the sources below it.
struct DirectiveLists: DocumentShape {
  let name = "directive-lists"

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var reader = Reader(shape: name)
    for passage in outline.passages { reader.take(passage) }
    reader.close()
    return reader.readings
  }

  private struct Reader {
    let shape: String
    var readings = Readings()
    var statement: Statement?
    var current: [String] = []
    /// Whether the text above the statement asks for what it lists.
    var asks = false
    /// Hosts that stand above the directives that need them, as in "cdn.x.io", "Needed for: ...".
    var hosts: [Word] = []

    mutating func take(_ passage: Passage) {
      if passage.block.table != nil { return close() }
      if passage.block.isCode { return takeCode(passage) }
      if passage.block.headingLevel != nil {
        current = []
        hosts =
          !passage.isPlain && LineReading(passage.words).kind == .sources ? passage.words : []
      }
      if passage.isPlain {
        if passage.kinds.contains(.running) { close() }
        return
      }
      if let reason = passage.reasonToPass {
        for word in passage.words where word.source != nil { readings.reject(word, reason) }
        close()
        if reason == "illustration", let run = PolicyScanner(passage.words).runs.first {
          readings.statements.append(Statement(shown: run, in: passage, shape: shape))
        }
        return
      }
      for (line, kind) in zip(passage.lines, passage.kinds) { take(line, kind, in: passage) }
    }

    private mutating func take(_ words: [Word], _ kind: LineReading.Kind, in passage: Passage) {
      switch kind {
      case .nothing: break
      case .directives where !hosts.isEmpty:
        for word in hosts where word.source != nil {
          add(word, to: LineReading.announcedDirectives(words), passage, colon: true)
        }
      case .directives:
        current = LineReading.announcedDirectives(words)
        statement?.lastDirective = current.last
        if passage.block.isItem {
          for word in passage.offered { add(word, to: current, passage, colon: true) }
        }
      case .policy:
        let scanner = PolicyScanner(words)
        for (index, run) in scanner.runs.enumerated() {
          if index > 0 && run.lists.count > 1 { close() }
          for list in run.lists {
            current = [list.directive]
            for word in list.words { add(word, to: current, passage, colon: list.hasColon) }
            statement?.lastDirective = list.directive
          }
        }
        if words.last?.meaning == .end { current = [] }
      case .sources:
        let names = hosts.isEmpty ? names(for: passage) : []
        guard !names.isEmpty else {
          hosts = words
          return
        }
        for word in words { add(word, to: names, passage, colon: true) }
      case .labelled:
        let names = names(for: passage)
        guard !names.isEmpty else { return close() }
        var region: String?
        var label: [Word] = []
        for word in words {
          if word.source == nil {
            label.append(word)
          } else {
            if !label.isEmpty { region = RegionLists.region(in: label) }
            label = []
            add(word, to: names, passage, colon: true, region: region)
          }
        }
      case .hostFirst:
        let names = words.compactMap(\.directive)
        let remark = words.drop { $0.directive == nil }.text
        for word in words where word.source != nil {
          add(word, to: names, passage, colon: true, condition: Conditions.ofRemark(remark))
        }
        current = []
      case .running where !hosts.isEmpty && isNeed(words):
        for word in hosts where word.source != nil {
          add(word, to: words.compactMap(\.directive), passage, colon: true)
        }
      case .running:
        let isEntry = passage.block.isItem || passage.block.kind == .description
        if isEntry, addLeading(words, passage) { return }
        close()
      }
    }

    /// Whether a short line says which directives need what stands above it.
    private func isNeed(_ words: [Word]) -> Bool {
      guard words.count <= 14, words.contains(where: { $0.directive != nil }),
        !words.contains(where: { $0.source != nil })
      else { return false }
      let padded = Language.padded(words.text)
      return Language.asks(padded) && !Language.refuses(padded)
    }

    /// Preformatted text that holds sources only belongs to the directive announced before it.
    private mutating func takeCode(_ passage: Passage) {
      let words = passage.words
      let solid = words.filter { !LineReading.isFiller($0) }
      let areSources =
        solid.allSatisfy { $0.source != nil || $0.meaning == .end }
        || current.isEmpty && !passage.mentioned.isEmpty && isObject(solid)
      let names = names(for: passage)
      guard areSources, !solid.isEmpty, !names.isEmpty else { return close() }
      for word in words { add(word, to: names, passage, colon: true) }
    }

    /// Whether words are an object or list of a programming language with sources as its values.
    private func isObject(_ words: [Word]) -> Bool {
      words.contains { $0.source?.hasScheme == true }
        && words.indices.allSatisfy { index in
          let word = words[index]
          guard word.directive == nil else { return false }
          return word.source != nil || word.meaning == .end || word.hasColon
            || index < 3
              && ["const", "let", "var", "export", "default"].contains(words[0].text)
        }
    }

    /// Takes the sources with which an item begins, when remarks follow them.
    private mutating func addLeading(_ words: [Word], _ passage: Passage) -> Bool {
      let names = names(for: passage)
      let solid = words.filter { !LineReading.isFiller($0) }
      let leading = solid.prefix { $0.source != nil }
      guard !names.isEmpty, !leading.isEmpty, !solid.contains(where: { $0.directive != nil }),
        !Language.refuses(Language.padded(passage.text))
      else { return false }
      let remark = solid.dropFirst(leading.count).text
      let condition = Conditions.ofRemark(remark)
      for word in leading {
        add(word, to: names, passage, colon: true, condition: condition)
      }
      return true
    }

    private func names(for passage: Passage) -> [String] {
      if !current.isEmpty { return current }
      return passage.announced.isEmpty ? passage.mentioned : passage.announced
    }

    private mutating func add(
      _ word: Word, to names: [String], _ passage: Passage, colon: Bool, region: String? = nil,
      condition: String? = nil
    ) {
      var meaning = word.meaning
      if meaning == .other, case .source(let token) = SourceToken.read(word.text, isInPolicy: true)
      {
        meaning = .source(token)
      }
      switch meaning {
      case .source(let token):
        if statement == nil {
          asks = passage.lead.asks && !passage.block.isCode
          statement = Statement(
            evidence: colon ? .headingList : .policyLine, confidence: .stated,
            passages: passage.index..<(passage.index + 1), shape: shape, isPolicy: true,
            isInformational: passage.lead.isAutomatic)
        }
        let start = statement?.passages.lowerBound ?? passage.index
        statement?.passages = start..<(passage.index + 1)
        for name in names {
          statement?.entries.append(
            .init(
              directive: name, token: token, line: word.line, condition: condition,
              region: region))
        }
        statement?.lastDirective = names.last
      case .refused(let reason): readings.reject(word, reason)
      default: break
      }
    }

    mutating func close() {
      if var statement {
        // A list that says nothing but "`connect-src`: `'self'`" means it.
        statement.asksForSelf =
          asks
          && statement.entries.allSatisfy {
            $0.token.text == "'self'" && $0.directive != "default-src"
          }
        readings.statements.append(statement)
      }
      statement = nil
      current = []
      hosts = []
    }
  }
}
