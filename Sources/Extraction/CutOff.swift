import DocumentTree

/// Finds out whether a document stops inside its requirements.
enum CutOff {
  struct Found {
    var directive: String
    var line: Int
    /// The half token that was taken out again.
    var token: String?
  }

  /// Takes the last token of a document that was cut off out of its statements.
  ///
  /// A document whose markup is left open counts as cut wherever it stops, if it asks for anything; a
  /// text without a last line end when its last word is a source or a directive's name.
  static func find(
    in document: Document, outline: Outline, statements: inout [Statement]
  ) -> Found? {
    guard let openEnd = document.openEnd, let last = outline.passages.last else { return nil }
    if let found = findToken(last, openEnd, &statements) { return found }
    // Between two items a cut looks like an end; only markup left open tells.
    guard openEnd != .noLineEnd, let open = statements.last,
      let directive = open.lastDirective ?? open.directives.last
    else { return nil }
    return Found(directive: directive, line: last.block.lines.last?.number ?? 0, token: nil)
  }

  /// The token with which the text stops, when it belongs to a list.
  private static func findToken(
    _ last: Passage, _ openEnd: Document.OpenEnd, _ statements: inout [Statement]
  ) -> Found? {
    let lastLine = last.block.table?.rows.last?.last { !$0.lines.isEmpty }?.lines.last
    let line = (lastLine ?? last.block.lines.last)?.number ?? 0
    guard
      let index = statements.lastIndex(where: { $0.passages.contains(last.index) }),
      let directive = statements[index].lastDirective ?? statements[index].directives.last
    else { return nil }
    let read = lastLine.map { Lexer.words(of: $0, isCode: false) } ?? last.words
    let words = read.filter { $0.meaning != .ellipsis }
    guard let word = words.last else { return nil }
    if word.meaning == .end || word.isOther && openEnd == .noLineEnd { return nil }
    var token: String?
    if let entry = statements[index].entries.last, entry.line >= line, word.source == entry.token {
      statements[index].entries.removeLast()
      token = entry.token.text
    } else {
      token = word.text
    }
    return Found(directive: directive, line: line, token: token)
  }
}
