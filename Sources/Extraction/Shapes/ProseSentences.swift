import DocumentTree
import VendorRequirements

/// Sentences that ask for a source under a directive: "add X to the Y directive".
struct ProseSentences: DocumentShape {
  let name = "prose-sentences"

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var readings = Readings()
    for passage in outline.passages {
      if let table = passage.block.table {
        read(table, in: passage, context, into: &readings)
        continue
      }
      guard !passage.block.isCode,
        passage.block.headingLevel == nil, passage.hasSource, passage.isProse
      else { continue }
      // Under "Why is X there?" a page explains; what it asks for stands elsewhere.
      let heading = passage.headings.last ?? ""
      if explains(heading) || Language.isBesideThePoint(heading) { continue }
      if Language.withdraws(heading) {
        for word in passage.words where word.source != nil { readings.reject(word, "withdrawn") }
        continue
      }
      let isList = !passage.kinds.contains(.running)
      if isList || passage.lead.isIllustration {
        continue
      }
      read(passage, context, into: &readings)
    }
    return readings
  }

  /// Whether a sentence that names directives and hosts tells of nobody's policy and no example.
  private func statesHosts(_ sentence: Sentence, _ padded: String) -> Bool {
    let hosts = sentence.words.filter { $0.source?.kind == .host }
    return !hosts.isEmpty && hosts.allSatisfy { $0.isCode || !$0.isLink }
      && !Language.givesInstances(padded) && !Language.tellsOfOwnPolicy(padded)
  }

  /// Reads the cells of a table that hold sentences, such as a column of remedies.
  private func read(
    _ table: Table, in passage: Passage, _ context: ExtractionContext,
    into readings: inout Readings
  ) {
    for (cell, lines) in zip(table.rows.joined(), passage.cells.joined()) where !cell.isRepeated {
      let words = lines.flatMap { $0 }
      guard LineReading(words).kind == .running, words.contains(where: { $0.directive != nil }),
        words.contains(where: { $0.source != nil })
      else { continue }
      let part = Passage(cell: cell.lines, words: lines, of: passage)
      read(part, context, into: &readings)
    }
  }

  /// Whether a heading asks why a directive, source or keyword is there.
  private func explains(_ heading: String) -> Bool {
    let padded = Language.padded(heading)
    guard padded.hasPrefix(" why ") else { return false }
    let words = Lexer.words(of: Line(text: heading, number: 1), isCode: false)
    return words.contains { $0.directive != nil || $0.source != nil }
      || Language.containsAny(padded, [" unsafe-", " need ", " needed "])
  }

  private func read(
    _ passage: Passage, _ context: ExtractionContext, into readings: inout Readings
  ) {
    var statement = Statement(
      evidence: .prose, confidence: .stated, passages: passage.index..<(passage.index + 1),
      shape: name)
    statement.isInformational = passage.lead.isAutomatic
    var unasked = statement
    unasked.isUnasked = true
    unasked.isExplanation = true
    // Below a heading that names a directive, sentences are about it.
    var subject = passage.isTitled && passage.distance == 0 ? passage.announced : []
    let isUnderName = !subject.isEmpty
    var question: String?
    var lastSources: [Word] = []
    var lastNames: [String] = []
    for (index, sentence) in Sentence.split(passage.words).enumerated() {
      var padded = Language.padded(sentence.text)
      let asked = question
      question = Conditions.ofQuestion(sentence.words, context: context)
      if index == 0, let lead = sentence.leadingDirective {
        subject = [lead]
        let opening = sentence.words.filter { !LineReading.isFiller($0) }.prefix(2)
        statement.asksForSelf =
          opening.first?.hasColon == true && opening.last?.source?.text == "'self'"
      }
      var sentence = sentence
      let insists =
        Language.insists(padded) || Language.excuses(padded) && sentence.beginsWithList
      let replaced = insists ? nil : Replacement.split(sentence.words)
      if let replaced {
        for word in replaced.old { readings.reject(word, "replaced") }
        sentence.words = replaced.kept
        padded = Language.padded(Replacement.neutral(sentence.text))
      }
      if Language.isConsole(sentence.text), let remedy = sentence.remedy {
        sentence = remedy
        padded = Language.padded(sentence.text)
      }
      let names = sentence.words.compactMap(\.directive)
      let sources = sentence.words.filter { ProseSource.isOne($0, withDirective: !names.isEmpty) }
      if sources.isEmpty, !names.isEmpty, !lastSources.isEmpty, Language.pointsBack(padded),
        Language.asks(padded), !Language.refuses(padded)
      {
        let condition = Conditions.ofSentence(sentence.words, context: context)
        for name in names {
          for word in lastSources {
            guard let token = word.source else { continue }
            statement.entries.append(
              .init(directive: name, token: token, line: word.line, condition: condition))
          }
        }
        continue
      }
      if names.isEmpty, !lastNames.isEmpty, Language.continues(padded), Language.asks(padded),
        !Language.refuses(padded)
      {
        // "Look for `img-src`. It must contain X."
        let condition = Conditions.ofSentence(sentence.words, context: context)
        for word in sentence.words where ProseSource.isOne(word, withDirective: true) {
          guard let token = word.source else { continue }
          for name in lastNames {
            statement.entries.append(
              .init(directive: name, token: token, line: word.line, condition: condition))
          }
        }
        lastNames = []
        continue
      }
      lastNames = sources.isEmpty && !Language.refuses(padded) ? names : []
      if names.isEmpty && subject.isEmpty {
        // "Images come from X. Add it to `img-src`."
        let isAbout = !Language.isConsole(sentence.text) && !Language.refuses(padded)
        if isAbout {
          let hosts = sentence.words.filter {
            $0.source?.kind == .host && ProseSource.isOne($0, withDirective: true)
          }
          if !hosts.isEmpty { lastSources = hosts }
        }
        continue
      }
      guard !sources.isEmpty else { continue }
      if Language.isConsole(sentence.text) {
        for word in sources { readings.reject(word, "console-error") }
        continue
      }
      let exceptions = Set(sentence.exceptions)
      if !exceptions.isEmpty {
        for word in exceptions { readings.reject(word, "negated") }
        sentence.words.removeAll { exceptions.contains($0) }
      }
      if Language.tellsOfOthers(padded) {
        for word in sources { readings.reject(word, "illustration") }
        continue
      }
      if Language.refuses(padded), !insists, !sentence.refusesConditionOnly {
        let granted = sentence.grantedClause
        let kept = Set(granted?.words ?? [])
        for word in sources where !kept.contains(word) { readings.reject(word, "negated") }
        guard let granted else { continue }
        sentence = granted
        padded = Language.padded(granted.text)
      }
      if Language.offersChoice(padded), sources.allSatisfy({ $0.source?.kind == .keyword }) {
        for word in sources { readings.reject(word, "one-of-two-ways") }
        continue
      }
      let isPaired = sentence.pairsNeighbours && !Language.givesInstances(padded)
      let asks =
        insists || Language.asks(padded) || Language.acts(padded) || replaced != nil || isPaired
        || sentence.endsWithPolicy || sentence.isBare
        || sentence.quotesPolicy && Language.asks(Language.padded(passage.headings.last ?? ""))
      let isInList =
        passage.block.isItem && passage.lead.asks
      let isAsked = asks || sentence.beginsWithList || isInList || statesHosts(sentence, padded)
      let condition = Conditions.ofSentence(sentence.words, context: context) ?? asked
      lastSources = sources.filter { sentence.words.contains($0) }
      for (name, word) in sentence.pairs(subject: subject) {
        guard let token = word.source else { continue }
        let entry = Statement.Entry(
          directive: name, token: token, line: word.line, condition: condition)
        if isAsked { statement.entries.append(entry) } else { unasked.entries.append(entry) }
      }
    }
    statement.isExplanation = subject.isEmpty || isUnderName
    if !statement.entries.isEmpty { readings.statements.append(statement) }
    if !unasked.entries.isEmpty { readings.statements.append(unasked) }
  }
}

/// Which words of a sentence count as sources.
enum ProseSource {
  static func isOne(_ word: Word, withDirective: Bool) -> Bool {
    guard let token = word.source else { return false }
    switch token.kind {
    case .keyword: return token.text != "'none'"
    case .nonce: return false
    case .scheme, .everything: return word.isCode || token.text == "data:" || token.text == "blob:"
    case .host:
      return word.isCode || token.hasScheme || token.host.holds(byte: 42) || withDirective
    }
  }
}
