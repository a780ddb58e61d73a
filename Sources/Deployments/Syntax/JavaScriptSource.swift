/// Reads the statements of JavaScript and TypeScript.
enum JavaScriptSource {
  /// A program; `nil` when its tokens cannot be told apart.
  static func program(_ file: SourceFile) -> CodeProgram? {
    guard let tokens = JavaScriptTokens.all(of: file) else { return nil }
    var parser = CodeParser(bytes: file.bytes, tokens: tokens, language: .javaScript)
    while parser.token != nil { parser.statement() }
    return parser.program
  }
}

extension CodeParser {
  /// Reads the methods and fields of a class.
  mutating func skipClass(named type: String? = nil) {
    guard isMark("{"), let close = pairs[index] else { return }
    let body = start..<tokens[close].range.upperBound
    index += 1
    let outer = depth
    depth = 0
    var name: CodeToken?
    func declare(_ value: CodeExpression, _ program: inout CodeProgram) {
      guard let name else { return }
      let owners = [("this", body)] + (type.map { [($0, 0..<program.bytes.count)] } ?? [])
      for (owner, scope) in owners {
        program.declarations.append(
          .init(
            name: owner + "." + name.text, value: value, scope: scope,
            range: name.range.lowerBound..<max(name.range.upperBound, value.range.upperBound)))
      }
    }
    while index < close {
      let before = index
      if isMark("(") {
        declare(statementValue(method(from: start)), &program)
        name = nil
      } else if take("=") {
        declare(statementValue(expression()), &program)
        name = nil
      } else if take(":") {
        skipType()
      } else if isMark("{") {
        block()
      } else if let next = token, next.isName {
        name = next
      }
      if index == before { index += 1 }
    }
    depth = outer
    index = close + 1
  }

  mutating func statementValue(_ value: CodeExpression) -> CodeExpression {
    program.statements.append(.init(value: value, conditions: conditions))
    return value
  }

  /// Reads the statements of a block.
  mutating func block() {
    guard isMark("{"), let close = pairs[index] else {
      index += 1
      return
    }
    let outer = (scope, depth)
    scope = start..<tokens[close].range.upperBound
    index += 1
    depth = 0
    while index < close { statement() }
    index = close + 1
    (scope, depth) = outer
  }

  /// Reads a statement.
  mutating func statement() {
    if language.isTyped { typedStatement() } else { javaScriptStatement() }
  }

  private mutating func javaScriptStatement() {
    level += 1
    defer { level -= 1 }
    let before = index
    defer { if index == before { index += 1 } }
    guard let next = token, level < 100 else { return }
    if next.isMark("{") { return block() }
    guard next.isName, token(ahead: 1)?.isMark(":") != true else { return expressionStatement() }
    switch next.text {
    case "import" where token(ahead: 1)?.isMark("(") == false: importStatement()
    case "export"
    where token(ahead: 1)?.isName("default") == true
      && token(ahead: 2)?.isMark("{") == true:
      index += 2
      _ = statementValue(expression())
    case "export", "default", "else", "try", "finally", "do", "declare", "abstract", "case":
      index += 1
    case "const", "let", "var": declarations()
    case "function": functionStatement()
    case "async" where token(ahead: 1)?.isName("function") == true:
      index += 1
      functionStatement()
    case "class":
      let name = token(ahead: 1)?.isName == true ? token(ahead: 1)?.text : nil
      while token != nil, !isMark("{") { index += 1 }
      skipClass(named: name)
    case "interface", "namespace", "enum", "module":
      guard token(ahead: 1)?.isName == true else { return expressionStatement() }
      while token != nil, !isMark("{") { index += 1 }
      skipPair()
    case "type" where token(ahead: 1)?.isName == true:
      index += 2
      while token != nil, !isMark("=") { index += 1 }
      index += 1
      skipType()
    case "if": ifStatement()
    case "for", "while", "switch", "with", "catch":
      index += 1
      _ = isName("await") ? { index += 1 }() : ()
      if isMark("(") { head() }
    case "return", "throw":
      index += 1
      guard let value = token, !value.isFirst, !value.isMark(";"), !value.isMark("}") else {
        return
      }
      let result = statementValue(expression())
      if next.text == "return" {
        returns.append(.init(value: result, conditions: conditions))
      }
    default: expressionStatement()
    }
  }

  mutating func head() {
    guard let close = pairs[index] else { return index += 1 }
    index += 1
    depth += 1
    if isName("const") || isName("let") || isName("var") {
      index += 1
      while index < close, !isMark("="), !isName("of"), !isName("in"), !isMark(";") { index += 1 }
      index += 1
    }
    if index < close { _ = statementValue(expression()) }
    depth -= 1
    index = close + 1
  }

  mutating func ifStatement() {
    index += 1
    guard isMark("("), let close = pairs[index] else { return }
    let range = start + 1..<tokens[close].range.lowerBound
    let condition = program.source(range)
    head()
    index = close + 1
    conditions.append(condition)
    statement()
    _ = take(";")
    conditions.removeLast()
    if isName("else") || isName("elseif") {
      // `elseif` is an `else` with another `if`.
      if isName("else") { index += 1 }
      conditions.append("not " + condition)
      statement()
      conditions.removeLast()
    }
  }

  private mutating func functionStatement() {
    let start = start
    index += 1
    _ = take("*")
    guard let name = token, name.isName else { return }
    index += 1
    let value = method(from: start)
    program.declarations.append(
      .init(name: name.text, value: value, scope: scope, range: name.range.lowerBound..<end))
    _ = statementValue(value)
  }

  private mutating func importStatement() {
    index += 1
    if isName("type"), token(ahead: 1)?.isText == false, token(ahead: 1)?.isName("from") == false {
      index += 1
    }
    var names: [(String, String)] = []
    while let next = token, !next.isText, !next.isMark(";") {
      if next.isMark("{") {
        let close = pairs[index] ?? index
        index += 1
        names += importedNames(upTo: close)
        index = close
      } else if next.isMark("*") {
        names.append((token(ahead: 2)?.text ?? "", "*"))
        index += 2
      } else if next.isName, next.text != "from" {
        names.append((next.text, "default"))
      }
      index += 1
    }
    guard let module = literalText(token) else { return }
    index += 1
    program.imports += names.map { .init(name: $0.0, imported: $0.1, module: module) }
  }

  private mutating func importedNames(upTo close: Int) -> [(String, String)] {
    var names: [(String, String)] = []
    while index < close {
      if let next = token, next.isName {
        var name = next.text
        if let after = token(ahead: 1), after.isName("as") || after.isMark(":"),
          let own = token(ahead: 2)
        {
          name = own.text
          index += 2
        }
        names.append((name, next.text))
      }
      index += 1
    }
    return names
  }

  private func literalText(_ token: CodeToken?) -> String? {
    guard case .text(let parts) = token?.kind else { return nil }
    return parts.map { if case .text(let text) = $0 { ASCIIText.string(text.bytes) } else { "" } }
      .joined()
  }

  private mutating func declarations() {
    index += 1
    repeat {
      let start = start
      var names: [(String, String)] = []
      var isPlain = false
      if let next = token, next.isName {
        names = [(next.text, "*")]
        isPlain = true
        index += 1
      } else if isMark("{") || isMark("["), let close = pairs[index] {
        index += 1
        names = importedNames(upTo: close)
        index = close + 1
      } else {
        return
      }
      _ = take("!")
      if take(":") { skipType() }
      var value: CodeExpression?
      if take("=") { value = statementValue(expression()) }
      if let value, case .call(let callee, let items) = value.form, callee.path == "require",
        let module = items.first?.value.literal
      {
        program.imports += names.map { .init(name: $0.0, imported: $0.1, module: module) }
      }
      for (name, _) in names {
        program.declarations.append(
          .init(
            name: name, value: isPlain ? value : nil, scope: scope, range: start..<end,
            isConditional: false))
      }
    } while take(",")
    _ = take(";")
  }

  private mutating func expressionStatement() {
    let start = start
    if isName("delete"), let next = token(ahead: 1), next.isName {
      index += 1
      let target = statementValue(expression())
      note(.remove, of: target, from: start)
      _ = take(";")
      return
    }
    let value = expression()
    if value.range.isEmpty { return }
    if let mark = token, mark.isMark("=") || mark.isMark("+=") {
      let adds = mark.text == "+="
      index += 1
      let assigned = statementValue(expression())
      if case .name(let name) = value.form {
        program.uses[name] = max(0, program.uses[name, default: 0] - 1)
        let home = program.declarations.last {
          $0.name == name && $0.scope.contains(start)
        }
        program.declarations.append(
          .init(
            name: name, value: assigned, scope: home?.scope ?? scope, range: start..<end,
            adds: adds, isConditional: !conditions.isEmpty))
      } else {
        note(adds ? .add(assigned) : .set(assigned), of: value, from: start)
      }
    } else {
      _ = noteCall(value, from: start)
      _ = statementValue(value)
    }
    while take(",") { _ = statementValue(expression()) }
    _ = take(";")
  }
}
