/// Reads the expressions of a program; what it does not know stands as ``CodeForm/other(_:)``.
///
/// The languages share one grammar of literals, calls and members; where they differ the parser asks
/// which one it reads. Statements are each language's own.
struct CodeParser {
  var program: CodeProgram
  var tokens: [CodeToken]
  var index = 0
  var pairs: [Int: Int]
  /// How many brackets are open: in them line ends mean nothing.
  var depth = 0
  /// How deep expressions stand in each other.
  var level = 0
  /// The conditions around the statement that is read.
  var conditions: [String] = []
  /// What the function that is read returns.
  var returns: [CodeProgram.Statement] = []
  /// Where names declared now are known.
  var scope: Range<Int>
  /// Whether `{` may begin a map here, and not a block.
  var takesBlocks = true
  /// Whether `in` ends an expression, as behind the names of a loop.
  var stopsAtIn = false

  init(bytes: [UInt8], tokens: [CodeToken], language: CodeLanguage) {
    program = CodeProgram(bytes: bytes, language: language)
    self.tokens = tokens
    pairs = tokens.brackets()
    scope = 0..<bytes.count
  }

  var language: CodeLanguage { program.language }

  var token: CodeToken? { index < tokens.count ? tokens[index] : nil }

  func token(ahead: Int) -> CodeToken? {
    tokens.indices.contains(index + ahead) ? tokens[index + ahead] : nil
  }

  func isMark(_ mark: String) -> Bool { token?.isMark(mark) == true }

  func isName(_ name: String) -> Bool { token?.isName(name) == true }

  /// Whether the line, and with it the statement, ends before the next token.
  var isLineEnd: Bool {
    guard let token else { return true }
    return token.isFirst && depth == 0 && !language.endsWithSemicolons
  }

  mutating func take(_ mark: String) -> Bool {
    guard isMark(mark) else { return false }
    index += 1
    return true
  }

  /// The end of the token before.
  var end: Int {
    let before = Swift.min(index, tokens.count) - 1
    return before >= 0 ? tokens[before].range.upperBound : scope.lowerBound
  }

  var start: Int { token?.range.lowerBound ?? program.bytes.count }

  /// Passes over a bracket and all in it.
  mutating func skipPair() { index = (pairs[index] ?? index) + 1 }

  /// An expression; `.other` without parts and without moving on where there is none.
  mutating func expression() -> CodeExpression {
    level += 1
    defer { level -= 1 }
    guard level < 100 else { return none() }
    let start = start
    var condition = operands()
    if language == .python, isName("if"), !isLineEnd {
      index += 1
      let test = operands()
      var other = none()
      if isName("else") {
        index += 1
        other = expression()
      }
      return CodeExpression(form: .choice(test, condition, other), range: start..<end)
    }
    guard isMark("?"), !isLineEnd || language == .javaScript else { return condition }
    index += 1
    let one = expression()
    if isMark(":") { index += 1 }
    let other = expression()
    condition = CodeExpression(form: .choice(condition, one, other), range: start..<end)
    return condition
  }

  func none() -> CodeExpression { CodeExpression(form: .other([]), range: start..<start) }

  private static let operators: Set<String> = [
    "-", "*", "/", "%", "**", "==", "===", "!=", "!==", "<", ">", "<=", ">=", "&&", "||", "??", "|",
    "&", "^", "=~", "<<", "?:", "<=>", "..<",
  ]

  /// Values with operators between them.
  mutating func operands() -> CodeExpression {
    let start = start
    var parts = [operand()]
    var isSum = true
    var isGuard = language == .javaScript
    var isUnion = language == .python
    while let next = token, !isLineEnd || language == .javaScript {
      let isWord =
        next.isName && ["in", "instanceof", "and", "or", "is", "not"].contains(next.text)
        && (language == .python || language == .javaScript || language.isTyped
          || next.text == "or")
      if next.isMark("+") {
        isUnion = false
        index += 1
      } else if isWord && !next.isFirst
        || { () -> Bool in
          if case .mark = next.kind { Self.operators.contains(next.text) } else { false }
        }()
      {
        if isRubyArgument { break }
        // A loop over a collection ends its names with `in`.
        if next.isName("in"), stopsAtIn { break }
        isGuard = isGuard && next.isMark("&&")
        isUnion = isUnion && next.isMark("|")
        index += 1
        isSum = false
      } else {
        break
      }
      parts.append(operand())
    }
    if language == .kotlin, isName("to"), !isLineEnd, parts.count == 1 {
      return kotlinPair(parts[0])
    }
    guard parts.count > 1 else { return parts[0] }
    if !isSum, isGuard, parts.count == 2 {
      // `condition && value` is the value or nothing.
      let nothing = CodeExpression(form: .name("false"), range: parts[0].range)
      return CodeExpression(form: .choice(parts[0], parts[1], nothing), range: start..<end)
    }
    if !isSum, isUnion {
      // Maps that are put together.
      let dict = CodeExpression(form: .name("dict"), range: start..<start)
      let items = parts.map { CodeForm.Item(value: $0, range: $0.range) }
      return CodeExpression(form: .call(dict, items), range: start..<end)
    }
    guard isSum, parts.count < 500 else {
      return CodeExpression(form: .other(parts), range: start..<end)
    }
    var sum = parts[0]
    for part in parts.dropFirst() {
      sum = CodeExpression(form: .sum(sum, part), range: start..<part.range.upperBound)
    }
    return sum
  }

  /// Whether a sign begins an argument: it has a space before it and none behind it.
  private var isRubyArgument: Bool {
    guard language == .ruby, let next = token, index > 0, next.range.lowerBound > end,
      ["*", "**", "&", "-", "["].contains(next.text), let after = token(ahead: 1)
    else { return false }
    return after.range.lowerBound == next.range.upperBound
  }

  mutating func operand() -> CodeExpression {
    level += 1
    defer { level -= 1 }
    let start = start
    guard let next = token, level < 150 else { return none() }
    if case .mark = next.kind, ["!", "-", "+", "~", "++", "--", "&", "..."].contains(next.text) {
      index += 1
      let value = operand()
      return CodeExpression(form: .other([value]), range: start..<end)
    }
    if next.isName {
      switch (language, next.text) {
      case (.php, "new"), (.java, "new"), (.csharp, "new"):
        return suffixes(of: creation(), from: start)
      case (.kotlin, "if"), (.kotlin, "when"), (.kotlin, "try"), (.kotlin, "object"):
        return suffixes(of: kotlinBranches(), from: start)
      case (.csharp, "stackalloc"), (.csharp, "ref"), (.php, "clone"), (.php, "print"):
        index += 1
        return operand()
      case (.javaScript, "await"), (.javaScript, "new"), (.python, "await"), (.csharp, "await"):
        index += 1
        var value = operand()
        value.range = start..<value.range.upperBound
        return value
      case (.javaScript, "typeof"), (.javaScript, "void"), (.javaScript, "delete"),
        (.javaScript, "yield"), (_, "not"):
        index += 1
        let value = operand()
        return CodeExpression(form: .other([value]), range: start..<end)
      default: break
      }
    }
    if let function = function() { return function }
    return suffixes(of: primary(), from: start)
  }

  /// A literal, a name or what brackets enclose.
  mutating func primary() -> CodeExpression {
    guard let next = token else { return none() }
    let start = next.range.lowerBound
    switch next.kind {
    case .name:
      let isReserved = ["in", "of", "else", "if", "do", "end", "for"].contains(next.text)
      if isReserved, language != .javaScript, !language.isTyped || next.text == "else" {
        return none()
      }
      index += 1
      if language == .javaScript, next.text == "class" || next.text == "enum" {
        while token != nil, !isMark("{") { index += 1 }
        skipClass()
        return CodeExpression(form: .other([]), range: start..<end)
      }
      if language == .php, next.text == "array", isMark("(") { return phpArray(from: start) }
      program.uses[next.text, default: 0] += 1
      return CodeExpression(form: .name(next.text), range: next.range)
    case .number:
      index += 1
      return CodeExpression(form: .number, range: next.range)
    case .pattern:
      index += 1
      return CodeExpression(form: .pattern, range: next.range)
    case .words(let words):
      index += 1
      let items = words.map { word in
        let range = word.extent ?? next.range
        return CodeForm.Item(
          value: CodeExpression(form: .text([.text(word)]), range: range), range: range)
      }
      return CodeExpression(form: .list(items), range: next.range)
    case .text: return text()
    case .mark: break
    }
    switch next.text {
    case "[" where language == .php: return phpArray(from: start)
    case "[": return list(closing: "]")
    case "{" where language == .kotlin: return kotlinLambda()
    case "{" where language.isTyped: return language == .php ? none() : initializer(from: start)
    case "(" where language.isTyped: return cast() ?? parenthesis()
    case "{" where takesBlocks: return map()
    case "(": return parenthesis()
    case ":" where language == .ruby && token(ahead: 1)?.isName == true:
      index += 2
      return CodeExpression(form: .symbol(tokens[index - 1].text), range: start..<end)
    default: return none()
    }
  }

  /// A text, with those that follow it where the language joins them.
  mutating func text() -> CodeExpression {
    var whole: CodeExpression?
    while let next = token, case .text(let parts) = next.kind {
      if whole != nil, language != .python && language != .ruby || isLineEnd { break }
      index += 1
      var known: [CodeForm.TextPart] = []
      for each in parts { known.append(part(each)) }
      let form = CodeForm.text(known)
      let one = CodeExpression(form: form, range: next.range)
      whole =
        whole.map {
          CodeExpression(
            form: .sum($0, one), range: $0.range.lowerBound..<next.range.upperBound)
        } ?? one
      if language != .python && language != .ruby { break }
    }
    return whole ?? none()
  }

  mutating func part(_ part: CodePart) -> CodeForm.TextPart {
    switch part {
    case .text(let text): return .text(text)
    case .code(let tokens, let whole, let inner):
      // In place: a copy of the parser would copy all that is known so far.
      let outer = (self.tokens, pairs, index, depth, takesBlocks)
      self.tokens = tokens
      pairs = tokens.brackets()
      (index, depth, takesBlocks) = (0, 1, true)
      var value = expression()
      if index < tokens.count { value = CodeExpression(form: .other([value]), range: inner) }
      value.range = inner
      (self.tokens, pairs, index, depth, takesBlocks) = outer
      let spelling: any Spelling =
        switch language {
        case .javaScript: TemplateText(escaped: "`\\", forbidden: "$")
        case .python: TemplateText(escaped: "\"'\\", forbidden: "{}\n\r")
        case .ruby: TemplateText(escaped: "\"\\", forbidden: "#")
        case .hcl: TemplateText(escaped: "\"\\", forbidden: "$%")
        case .php: TemplateText(escaped: "\"\\$", forbidden: "{")
        case .kotlin: TemplateText(escaped: "\"\\$", forbidden: "\n\r")
        case .java, .csharp: TemplateText(escaped: "\"\\", forbidden: "{}\n\r")
        }
      return .code(value, whole: whole, spelling: spelling)
    }
  }

  /// Members, calls and what else may follow a value.
  mutating func suffixes(of value: CodeExpression, from start: Int) -> CodeExpression {
    var value = value
    var count = 0
    while let next = token {
      count += 1
      guard count < 300 else { return value }
      let continues = next.isMark(".") || next.isMark("?.") || next.isMark("&.")
      if isLineEnd, !(continues && language.continuesWithMembers) {
        if language != .javaScript || !next.isMark("?.") { return value }
      }
      if continues, let name = token(ahead: 1) {
        index += 2
        if name.isMark("(") || name.isMark("[") {
          index -= 1
          continue
        }
        value = member(name.text, of: value, from: start)
      } else if next.isMark("::"), language != .php, let name = token(ahead: 1) {
        index += 2
        program.uses[name.text, default: 0] += 1
        value = CodeExpression(form: .member(value, name.text), range: start..<end)
      } else if isRubyArgument {
        return value
      } else if next.isMark("("), !value.range.isEmpty {
        var items = items(closing: ")")
        if language == .ruby, isMark("{") { skipPair() }
        items = items.filter { !$0.range.isEmpty }
        let form = collection(value, items) ?? .call(value, items)
        value = CodeExpression(form: form, range: start..<end)
      } else if next.isMark("{"), language == .kotlin, !value.range.isEmpty {
        value = kotlinCall(value, from: start)
      } else if next.isMark("["), !value.range.isEmpty {
        let items = items(closing: "]")
        value = CodeExpression(
          form: items.count == 1 ? .index(value, items[0].value) : .other([value]),
          range: start..<end)
      } else if next.isMark("!"), language == .javaScript || language == .csharp, !next.isFirst,
        token(ahead: 1)?.isMark("=") != true
      {
        index += 1
      } else if next.isMark("!!"), language == .kotlin {
        index += 1
      } else if next.isMark("!"), language == .php {
        // The `[key]` of a text.
        index += 1
        value = CodeExpression(form: .other([value]), range: start..<end)
      } else if next.isName("as") || next.isName("satisfies"),
        language == .javaScript || language == .csharp || language == .kotlin
      {
        index += 1
        skipType()
        value.range = start..<value.range.upperBound
      } else if next.isMark("<"), language.hasTypeArguments, let close = typeArguments() {
        index = close
      } else if next.isText, language == .javaScript, !next.isFirst, !value.range.isEmpty,
        program.bytes[next.range.lowerBound] == 0x60
      {
        // A tagged template: the tag decides what it means, except that `String.raw` keeps it.
        let literal = primary()
        value = CodeExpression(form: .other([value, literal]), range: start..<end)
      } else {
        return value
      }
    }
    return value
  }

  /// The index after `<T>` when a call follows.
  private func typeArguments() -> Int? {
    var place = index
    var open = 0
    while place < tokens.count, place < index + 40 {
      let token = tokens[place]
      if token.isMark("<") { open += 1 }
      if token.isMark(">") { open -= 1 }
      if token.isMark(";") || token.isMark("=>") || token.isMark("&&") || token.isMark("||") {
        return nil
      }
      place += 1
      if open == 0 { break }
    }
    guard open == 0, place < tokens.count, tokens[place].isMark("(") else { return nil }
    return place
  }
}
