/// Lists, arguments, maps and comprehensions.
extension CodeParser {
  /// What stands between brackets, separated by commas.
  mutating func items(closing: String) -> [CodeForm.Item] {
    let close = pairs[index] ?? tokens.count
    let outer = (takesBlocks, stopsAtIn)
    index += 1
    depth += 1
    takesBlocks = true
    stopsAtIn = false
    defer {
      depth -= 1
      (takesBlocks, stopsAtIn) = outer
      index = Swift.min(close + 1, tokens.count)
    }
    var items: [CodeForm.Item] = []
    while index < close {
      let before = index
      if let item = item() { items.append(item) }
      if !take(",") {
        // What does not fit an expression is passed over up to the next comma.
        if index == before { index += 1 }
        while index < close, !isMark(",") {
          if pairs[index] != nil { skipPair() } else { index += 1 }
        }
        _ = take(",")
      }
    }
    return items
  }

  /// An argument or an element.
  mutating func item() -> CodeForm.Item? {
    let start = start
    var isSpread = false
    for mark in ["...", "*", "**", ".."] where isMark(mark) {
      index += 1
      isSpread = true
    }
    var name: String?
    if let next = token, next.isName, let mark = token(ahead: 1) {
      let sign =
        switch language {
        case .python, .kotlin: "="
        case .php, .csharp: ":"
        default: ""
        }
      if mark.isMark(sign) {
        name = next.text
        index += 2
      } else if language == .csharp, mark.isName, ["out", "in", "ref"].contains(next.text) {
        index += 1
      } else if language == .ruby, mark.isMark(":"),
        mark.range.lowerBound == next.range.upperBound
      {
        name = next.text
        index += 2
      }
    }
    let value = expression()
    guard !value.range.isEmpty else { return nil }
    var end = value.range.upperBound
    // HCL writes the dots behind.
    if language == .hcl, isMark("...") {
      index += 1
      isSpread = true
      end = self.end
    }
    if language == .ruby, isMark("=>") {
      index += 1
      _ = expression()
      name = ""
    }
    if language == .python, isName("for") { return comprehension(of: value, from: start, key: nil) }
    return CodeForm.Item(name: name, value: value, isSpread: isSpread, range: start..<end)
  }

  mutating func comprehension(
    of value: CodeExpression, from start: Int, key: CodeExpression?
  ) -> CodeForm.Item? {
    index += 1
    let pattern = pattern(upTo: "in")
    let all = operands()
    var isPlain = true
    while let next = token, !next.isMark("]"), !next.isMark(")"), !next.isMark("}") {
      isPlain = false
      if pairs[index] != nil { skipPair() } else { index += 1 }
    }
    let range = start..<end
    let form: CodeForm =
      isPlain ? .each(pattern, all, key: key, value: value) : .other([all, value])
    return CodeForm.Item(
      value: CodeExpression(form: form, range: range), isSpread: true, range: range)
  }

  /// Names up to a word, in parentheses or not.
  mutating func pattern(upTo word: String) -> CodeForm.Pattern {
    var names: [String] = []
    while let next = token, !next.isName(word) {
      if next.isName { names.append(next.text) }
      index += 1
    }
    index += 1
    return names.count == 1 ? .name(names[0]) : .list(names)
  }

  mutating func list(closing: String) -> CodeExpression {
    let start = start
    if language == .hcl, let loop = hclLoop(from: start) { return loop }
    let found = items(closing: closing)
    return CodeExpression(form: .list(found), range: start..<end)
  }

  /// `[for k, v in map : value]` and `{for k, v in map : key => value}`.
  mutating func hclLoop(from start: Int) -> CodeExpression? {
    guard token(ahead: 1)?.isName("for") == true else { return nil }
    let close = pairs[index] ?? tokens.count
    index += 2
    depth += 1
    defer { depth -= 1 }
    let pattern = pattern(upTo: "in")
    let all = operands()
    guard take(":") else {
      index = Swift.min(close + 1, tokens.count)
      return CodeExpression(form: .other([all]), range: start..<end)
    }
    var value = expression()
    var key: CodeExpression?
    if isMark("=>") {
      index += 1
      key = value
      value = expression()
    }
    let isPlain = index == close
    index = Swift.min(close + 1, tokens.count)
    return CodeExpression(
      form: isPlain ? .each(pattern, all, key: key, value: value) : .other([all, value]),
      range: start..<end)
  }

  /// A value in parentheses, or Python's tuple.
  mutating func parenthesis() -> CodeExpression {
    let start = start
    let close = pairs[index] ?? tokens.count
    let hasComma =
      language == .python && close > index + 1 && close <= tokens.count
      && hasTopComma(index + 1..<Swift.min(close, tokens.count))
    let found = items(closing: ")")
    let range = start..<end
    if hasComma || language == .python && found.isEmpty {
      return CodeExpression(form: .list(found), range: range)
    }
    guard found.count == 1, let only = found.first, only.name == nil else {
      return CodeExpression(form: .other(found.map(\.value)), range: range)
    }
    if case .each = only.value.form {
      return CodeExpression(form: .list(found), range: range)
    }
    return CodeExpression(form: only.value.form, range: range)
  }

  private func hasTopComma(_ range: Range<Int>) -> Bool {
    var place = range.lowerBound
    while place < range.upperBound {
      if tokens[place].isMark(",") { return true }
      place = pairs[place].map { $0 + 1 } ?? place + 1
    }
    return false
  }

  /// A map in braces.
  mutating func map() -> CodeExpression {
    let start = start
    if language == .hcl, let loop = hclLoop(from: start) { return loop }
    let close = pairs[index] ?? tokens.count
    if language == .python, close > index + 1, close < tokens.count, isSet(upTo: close) {
      return CodeExpression(form: .list(items(closing: "}")), range: start..<end)
    }
    let outer = stopsAtIn
    index += 1
    depth += 1
    stopsAtIn = false
    defer {
      depth -= 1
      stopsAtIn = outer
    }
    var entries: [CodeForm.Entry] = []
    while index < close {
      let before = index
      if let entry = entry() { entries.append(entry) }
      if !take(",") {
        if index == before { index += 1 }
        if language != .hcl {
          while index < close, !isMark(",") {
            if pairs[index] != nil { skipPair() } else { index += 1 }
          }
          _ = take(",")
        }
      }
    }
    index = Swift.min(close + 1, tokens.count)
    return CodeExpression(form: .map(entries), range: start..<end)
  }

  /// Whether Python's braces hold elements and not pairs.
  private func isSet(upTo close: Int) -> Bool {
    var place = index + 1
    while place < close {
      if tokens[place].isMark(":") || tokens[place].isMark("**") || tokens[place].isName("lambda") {
        return false
      }
      place = pairs[place].map { $0 + 1 } ?? place + 1
    }
    return true
  }

  mutating func entry() -> CodeForm.Entry? {
    let start = start
    for mark in ["...", "**"] where isMark(mark) {
      index += 1
      let value = expression()
      return CodeForm.Entry(value: value, range: start..<end)
    }
    guard let first = token else { return nil }
    if language == .javaScript { skipModifiers() }
    var key: CodeExpression
    if language == .javaScript, isMark("[") {
      let items = items(closing: "]")
      key = items.first?.value ?? none()
    } else if let next = token, next.isName, language != .python, language != .php {
      index += 1
      // HCL names may have dashes, which are read as minus signs elsewhere.
      key = CodeExpression(form: .symbol(next.text), range: next.range)
      if language == .javaScript, isMark(",") || isMark("}") || token == nil {
        program.uses[next.text, default: 0] += 1
        let value = CodeExpression(form: .name(next.text), range: next.range)
        return CodeForm.Entry(key: key, value: value, range: next.range)
      }
    } else {
      stopsAtIn = false
      key = operands()
    }
    if language == .python, isName("for") { return nil }
    if language == .javaScript, isMark("(") || isMark("<") {
      let function = method(from: first.range.lowerBound)
      return CodeForm.Entry(key: key, value: function, range: start..<end)
    }
    let isPair = take(":") || language != .javaScript && (take("=") || take("=>"))
    guard isPair else { return nil }
    let value = expression()
    if language == .python, isName("for"),
      let loop = comprehension(of: value, from: start, key: key)
    {
      return CodeForm.Entry(value: loop.value, range: loop.range)
    }
    return CodeForm.Entry(key: key, value: value, range: start..<value.range.upperBound)
  }

  mutating func skipModifiers() {
    while let next = token, next.isName || next.isMark("*"),
      ["async", "get", "set", "static", "*"].contains(next.text), let after = token(ahead: 1),
      after.isName || after.isText || after.isMark("[") || after.isMark("*")
    {
      index += 1
    }
  }
}
