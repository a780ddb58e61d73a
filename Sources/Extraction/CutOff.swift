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
  /// A document counts as cut when its markup is left open and its last text is a source or a
  /// directive's name: what ends in prose lost no requirement that anybody could see.
  static func find(
    in document: Document, outline: Outline, statements: inout [Statement]
  ) -> Found? {
    guard document.openEnd != nil, let last = outline.passages.last else { return nil }
    let lastLine = last.block.table?.rows.last?.last { !$0.lines.isEmpty }?.lines.last
    let line = (lastLine ?? last.block.lines.last)?.number ?? 0
    guard
      let index = statements.lastIndex(where: { $0.passages.contains(last.index) }),
      let directive = statements[index].lastDirective ?? statements[index].directives.last
    else { return nil }
    let read = lastLine.map { Lexer.words(of: $0, isCode: false) } ?? last.words
    let words = read.filter { $0.meaning != .ellipsis }
    guard let word = words.last else { return nil }
    if word.meaning == .end || word.isOther && document.openEnd == .noLineEnd { return nil }
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
