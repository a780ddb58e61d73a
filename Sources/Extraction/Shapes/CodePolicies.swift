import DocumentTree
import VendorRequirements

/// Policies in preformatted text: bare lines, headers, `<meta>` tags, configuration samples.
struct CodePolicies: DocumentShape {
  static let shapeName = "code-policies"
  let name = CodePolicies.shapeName

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var readings = Readings()
    for passage in outline.passages where passage.block.isCode {
      let (words, text) = content(of: passage)
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

  /// The words and the text of a sample without comments, wrapping tags and what a change takes out.
  private func content(of passage: Passage) -> (words: [Word], text: String) {
    let lines = CodeComments.strip(CodeComments.withoutOld(passage.block.lines))
    let isDiff = isDiff(passage.block)
    var words: [Word] = []
    var texts: [String] = []
    for (place, line) in lines.enumerated() {
      let line = CodeTags.blank(line)
      if isDiff, line.text.utf8.first == UInt8(ascii: "-") { continue }
      words +=
        passage.block.lines[place] == line
        ? passage.lines[place] : Lexer.words(of: line, isCode: true)
      texts.append(line.text)
    }
    return (words, texts.joined(separator: "\n"))
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
    block.lines.contains { $0.text.utf8.first == UInt8(ascii: "+") }
      && block.lines.contains { $0.text.utf8.first == UInt8(ascii: "-") }
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
    statement.isInformational = passage.lead.isAutomatic
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
    if lower.holds("=>") || Language.containsAny(lower, syntax) { return .code }
    return beginsWithPath(text) ? .code : nil
  }

  private static let syntax: Phrases =
    [
      "const ", "let ", "var ", "module.exports", "add_header", "header set ",
      "header always ", "policy.", "\"key\":", "import ", "csp_", "return ", "headers:", "': [",
      "src: [", "\": \"", "'content-security-policy'", "\"content-security-policy\"", "<ifmodule",
      "sethead", "set_header", "[[headers]]", "addheader", "response.", "helmet",
    ]

  /// Whether a line begins with a path, as in a file of headers.
  private static func beginsWithPath(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var at = 0
      while at < bytes.count {
        let end = bytes.place(of: 10, from: at) ?? bytes.count
        while at < end, bytes[at] == 32 { at += 1 }
        let slash = UInt8(ascii: "/")
        if at < end, bytes[at] == slash, at + 1 == end || bytes[at + 1] != slash { return true }
        at = end + 1
      }
      return false
    }
  }
}
