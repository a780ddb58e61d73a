import DocumentTree
import VendorRequirements

/// Policies in preformatted text: bare lines, headers, `<meta>` tags, configuration samples.
struct CodePolicies: DocumentShape {
  static let shapeName = "code-policies"
  let name = CodePolicies.shapeName

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var readings = Readings()
    for passage in outline.passages where passage.block.isCode {
      let lines = CodeComments.strip(CodeComments.withoutOld(passage.block.lines))
        .map(CodeTags.blank)
        .filter { !isDiff(passage.block) || !$0.text.hasPrefix("-") }
      let words = lines.flatMap { line in
        let place = passage.block.lines.firstIndex { $0.number >= line.number } ?? 0
        return passage.block.lines[place] == line
          ? passage.lines[place] : Lexer.words(of: line, isCode: true)
      }
      let text = lines.map(\.text).joined(separator: "\n")
      if Language.isConsole(text) {
        for word in words where word.source != nil { readings.reject(word, "console-error") }
        continue
      }
      let scanner = PolicyScanner(words)
      if Language.givesResult(passage.leadIn) { showLast(in: passage.section, outline, &readings) }
      let isSession = text.hasPrefix("$ ") || text.hasPrefix("> curl")
      let reason = passage.reasonToPass ?? (isSession ? "illustration" : nil)
      let asksNothing = outline.asksNothing(behind: passage)
      for run in scanner.runs {
        if let reason {
          for word in run.lists.flatMap(\.words) { readings.reject(word, reason) }
          if reason == "illustration" {
            readings.statements.append(Statement(shown: run, in: passage, shape: name))
          }
          continue
        }
        var statement = statement(run, passage, text: text, readings: &readings)
        if asksNothing { statement.isInformational = true }
        if !statement.entries.isEmpty || statement.lastDirective != nil {
          readings.statements.append(statement)
        }
      }
    }
    return readings
  }

  /// The sample before the one that says what it has to become is the site's own.
  private func showLast(in section: Int, _ outline: Outline, _ readings: inout Readings) {
    guard let last = readings.statements.indices.last,
      outline.passages[readings.statements[last].passages.lowerBound].section == section
    else { return }
    readings.statements[last].isShown = true
  }

  /// Whether a sample shows a change, so that lines with a minus are what goes.
  private func isDiff(_ block: Block) -> Bool {
    block.lines.contains { $0.text.hasPrefix("+") }
      && block.lines.contains { $0.text.hasPrefix("-") }
  }

  private func statement(
    _ run: PolicyScanner.Run, _ passage: Passage, text: String, readings: inout Readings
  ) -> Statement {
    let isColumn = run.lists.contains { list in
      list.hasColon || list.words.contains { $0.line > list.line }
    }
    let kind = CodePolicies.kind(of: text)
    var statement = Statement(
      evidence: kind ?? (isColumn ? .headingList : .policyLine),
      confidence: kind == nil ? .stated : .sample,
      passages: passage.index..<(passage.index + 1), shape: name)
    statement.isPolicy = true
    statement.isInformational = Language.isAutomatic(passage.leadIn)
    for list in run.lists {
      for word in list.words {
        switch word.meaning {
        case .source(let token):
          statement.entries.append(
            .init(directive: list.directive, token: token, line: word.line))
        case .refused(let reason): readings.reject(word, reason)
        default: break
        }
      }
    }
    statement.lastDirective = run.lists.last?.directive
    return statement
  }

  /// Whether a passage is a `<meta>` tag or the code of a configuration.
  static func isSample(_ passage: Passage) -> Bool {
    passage.block.isCode && kind(of: passage.text) != nil
  }

  /// Whether a sample is a `<meta>` tag or the code of a configuration; `nil` for a bare policy.
  private static func kind(of text: String) -> Evidence? {
    let lower = text.lowercased()
    if lower.holds("http-equiv") { return .meta }
    let syntax = [
      "=>", "const ", "let ", "var ", "module.exports", "add_header", "header set ",
      "header always ", "policy.", "\"key\":", "import ", "csp_", "return ", "headers:", "': [",
      "src: [", "\": \"", "'content-security-policy'", "\"content-security-policy\"", "<ifmodule",
      "sethead", "set_header", "[[headers]]", "addheader", "response.", "helmet",
    ]
    if Language.containsAny(lower, syntax) { return .code }
    let isHeadersFile = text.split(separator: "\n").contains { line in
      let body = line.drop { $0 == " " }
      return body.hasPrefix("/") && !body.hasPrefix("//")
    }
    return isHeadersFile ? .code : nil
  }
}
