/// Reads the statements of Python.
enum PythonSource {
  /// A program; `nil` when its tokens cannot be told apart.
  static func program(_ file: SourceFile) -> CodeProgram? {
    guard let tokens = PythonTokens.all(of: file) else { return nil }
    var parser = CodeParser(bytes: file.bytes, tokens: tokens, language: .python)
    var blocks: [(column: Int, condition: String?, function: PythonFunction?)] = []
    while let token = parser.token {
      if token.isFirst {
        let column = parser.column(of: token)
        while let last = blocks.last, last.column >= column { blocks.removeLast() }
        parser.conditions = blocks.compactMap(\.condition)
        let function = parser.pythonFunction()
        if let block = parser.pythonHeader() {
          blocks.append((column, block.condition, function))
          continue
        }
      }
      if token.isName("return"), let place = blocks.lastIndex(where: { $0.function != nil }) {
        parser.pythonReturn(&blocks[place].function, isConditional: place < blocks.count - 1)
      } else {
        parser.pythonStatement()
      }
    }
    return parser.program
  }
}

/// A function whose `return` is still to come.
private struct PythonFunction {
  var name: String
  var parameters: [CodeForm.Pattern]
  var start: Int
  /// Whether it may have ended before.
  var mayReturn = false
}

extension CodeParser {
  /// The name and the parameters of a function that begins here.
  fileprivate func pythonFunction() -> PythonFunction? {
    let place = isName("async") ? index + 1 : index
    guard tokens.indices.contains(place + 2), tokens[place].isName("def"), tokens[place + 1].isName,
      tokens[place + 2].isMark("("), let close = pairs[place + 2]
    else { return nil }
    var names: [String] = []
    var index = place + 3
    while index < close {
      let token = tokens[index]
      if token.isName, tokens[index - 1].isMark(",") || index == place + 3 {
        names.append(token.text)
      }
      index = pairs[index].map { $0 + 1 } ?? index + 1
    }
    if names.first == "self" || names.first == "cls" { names.removeFirst() }
    return PythonFunction(
      name: tokens[place + 1].text, parameters: names.map { .name($0) }, start: start)
  }

  /// Reads a `return`: the only one tells what the function gives.
  fileprivate mutating func pythonReturn(_ function: inout PythonFunction?, isConditional: Bool) {
    index += 1
    let value = isLineEnd ? none() : expression()
    program.statements.append(.init(value: value, conditions: conditions))
    guard let known = function, !known.mayReturn, !isConditional, !value.range.isEmpty else {
      function?.mayReturn = true
      return
    }
    function?.mayReturn = true
    let form = CodeForm.function(known.parameters, value, isBlock: true)
    for name in [known.name, "self." + known.name] {
      program.declarations.append(
        .init(
          name: name, value: CodeExpression(form: form, range: known.start..<end), scope: scope,
          range: known.start..<end))
    }
  }

  /// How far a token stands from the start of its line.
  func column(of token: CodeToken) -> Int {
    let start = token.range.lowerBound
    return start - ((program.bytes[..<start].lastIndex(of: 0x0A) ?? -1) + 1)
  }

  /// `lambda x: x`.
  mutating func pythonLambda() -> CodeExpression? {
    guard isName("lambda") else { return nil }
    let start = start
    index += 1
    var names: [String] = []
    while let next = token, !next.isMark(":") {
      if next.isName { names.append(next.text) }
      index += 1
    }
    index += 1
    let result = expression()
    return CodeExpression(
      form: .function(names.map { .name($0) }, result, isBlock: false), range: start..<end)
  }

  /// Reads the line that opens a block, up to its colon; `nil` when there is none.
  fileprivate mutating func pythonHeader() -> (condition: String?, Void)? {
    guard let next = token, next.isName else { return nil }
    let plain: Set<String> = ["class", "try", "else", "finally", "with"]
    let conditional: Set<String> = [
      "if", "elif", "for", "while", "def", "except", "async", "match",
    ]
    guard plain.contains(next.text) || conditional.contains(next.text) else { return nil }
    var place = index + 1
    let start = place
    while place < tokens.count, !tokens[place].isMark(":"), !tokens[place].isFirst {
      place = pairs[place].map { $0 + 1 } ?? place + 1
    }
    guard place < tokens.count, tokens[place].isMark(":") else { return nil }
    let text =
      place > start
      ? program.source(tokens[start].range.lowerBound..<tokens[place - 1].range.upperBound) : ""
    index = place + 1
    if next.text == "else" { return ("otherwise", ()) }
    return (conditional.contains(next.text) ? text : nil, ())
  }

  fileprivate mutating func pythonStatement() {
    let before = index
    defer { if index == before { index += 1 } }
    if isName("from") || isName("import") { return pythonImport() }
    var targets: [(name: String, start: Int)] = []
    while let next = token, next.isName, let mark = token(ahead: 1) {
      if mark.isMark(":"), targets.isEmpty {
        var place = index + 2
        while place < tokens.count, !tokens[place].isMark("="), !tokens[place].isFirst {
          place = pairs[place].map { $0 + 1 } ?? place + 1
        }
        guard place < tokens.count, tokens[place].isMark("=") else { break }
        targets.append((next.text, next.range.lowerBound))
        index = place + 1
      } else if mark.isMark("=") {
        targets.append((next.text, next.range.lowerBound))
        index += 2
      } else {
        break
      }
    }
    if targets.isEmpty, let next = token, next.isName, token(ahead: 1)?.isMark("+=") == true {
      index += 2
      let value = expression()
      return declare(next.text, value, from: next.range.lowerBound, adds: true)
    }
    let first = start
    if targets.isEmpty, isName("del"), token(ahead: 1)?.isName == true {
      index += 1
      let target = expression()
      return note(.remove, of: target, from: first)
    }
    var value = expression()
    if targets.isEmpty, let mark = token, mark.isMark("=") || mark.isMark("+="), !isLineEnd {
      index += 1
      let assigned = expression()
      program.statements.append(.init(value: assigned, conditions: conditions))
      if let path = value.path, path.hasPrefix("self.") {
        program.declarations.append(
          .init(
            name: path, value: assigned, scope: scope, range: first..<end,
            adds: mark.text == "+=", isConditional: true))
      }
      return note(mark.text == "+=" ? .add(assigned) : .set(assigned), of: value, from: first)
    }
    if targets.isEmpty { _ = noteCall(value, from: first) }
    if isMark(","), !isLineEnd, !targets.isEmpty { value = bareTuple(from: value) }
    if targets.isEmpty {
      if !value.range.isEmpty {
        program.statements.append(.init(value: value, conditions: conditions))
      }
    }
    for target in targets { declare(target.name, value, from: target.start, adds: false) }
  }

  /// Elements without parentheses around them.
  private mutating func bareTuple(from first: CodeExpression) -> CodeExpression {
    var items = [CodeForm.Item(value: first, range: first.range)]
    while take(","), !isLineEnd {
      guard let item = item() else { break }
      items.append(item)
    }
    return CodeExpression(form: .list(items), range: first.range.lowerBound..<end)
  }

  private mutating func declare(
    _ name: String, _ value: CodeExpression, from start: Int, adds: Bool
  ) {
    program.declarations.append(
      .init(
        name: name, value: value, scope: scope, range: start..<end, adds: adds,
        isConditional: !conditions.isEmpty))
    program.statements.append(.init(value: value, conditions: conditions))
  }

  /// `from a.b import c as d` and `import a.b as c`.
  private mutating func pythonImport() {
    let isFrom = isName("from")
    index += 1
    let module = dotted()
    if !isFrom {
      var name = module
      if isName("as") {
        index += 1
        name = dotted()
      }
      program.imports.append(.init(name: name, imported: "*", module: module))
      return
    }
    guard isName("import") else { return }
    index += 1
    let close = isMark("(") ? pairs[index] ?? index : nil
    if close != nil { index += 1 }
    while let next = token, close.map({ index < $0 }) ?? !next.isFirst {
      guard next.isName else {
        index += 1
        continue
      }
      index += 1
      var name = next.text
      if isName("as"), let own = token(ahead: 1) {
        name = own.text
        index += 2
      }
      program.imports.append(.init(name: name, imported: next.text, module: module))
    }
    if let close { index = close + 1 }
  }

  private mutating func dotted() -> String {
    var name = ""
    while let next = token, next.isMark(".") || next.isName && (name.isEmpty || name.hasSuffix("."))
    {
      if next.isName("import") { break }
      name += next.text
      index += 1
    }
    return name
  }
}
