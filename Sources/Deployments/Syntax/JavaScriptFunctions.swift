/// Functions and types of JavaScript and TypeScript.
extension CodeParser {
  /// A function or an arrow function, when one begins here.
  mutating func function() -> CodeExpression? {
    switch language {
    case .javaScript: break
    case .python: return pythonLambda()
    case .ruby: return rubyLambda()
    case .hcl: return nil
    case .php: return phpFunction()
    case .kotlin: return isMark("{") ? kotlinLambda() : nil
    case .java, .csharp: break
    }
    var place = index
    while tokens.indices.contains(place), Self.functionWords.contains(tokens[place].text),
      tokens[place].isName, tokens.indices.contains(place + 1), case let next = tokens[place + 1],
      next.isMark("(") || next.isName
    {
      place += 1
    }
    guard tokens.indices.contains(place) else { return nil }
    let start = start
    if tokens[place].isName("function"), language == .javaScript {
      index = place + 1
      _ = take("*")
      if token?.isName == true { index += 1 }
      return method(from: start)
    }
    if tokens[place].isName, tokens.indices.contains(place + 1),
      tokens[place + 1].isMark(language.arrow)
    {
      index = place
      let name = tokens[place].text
      index += 2
      return body([.name(name)], from: start)
    }
    guard tokens[place].isMark("("), let close = pairs[place],
      isArrow(after: close + 1)
    else { return nil }
    index = place
    return method(from: start)
  }

  /// What may stand before a function without a name.
  private static let functionWords: Set<String> = ["async", "static", "delegate"]

  /// Whether `=>` follows, a type before it or not.
  private func isArrow(after place: Int) -> Bool {
    guard tokens.indices.contains(place) else { return false }
    if tokens[place].isMark(language.arrow) { return true }
    if index < place, isName("delegate") { return tokens[place].isMark("{") }
    guard language == .javaScript, tokens[place].isMark(":") else { return false }
    var parser = self
    parser.index = place + 1
    parser.skipType(returns: true)
    return parser.isMark("=>")
  }

  /// Parameters and body, from the parenthesis on.
  mutating func method(from start: Int) -> CodeExpression {
    if isMark("<") { while token != nil, !isMark("(") { index += 1 } }
    let patterns = parameters()
    if language == .php, isName("use"), token(ahead: 1)?.isMark("(") == true {
      index += 1
      skipPair()
    }
    if take(":") { skipType(returns: true) }
    _ = take(language.arrow)
    return body(patterns, from: start)
  }

  mutating func parameters() -> [CodeForm.Pattern] {
    guard isMark("("), let close = pairs[index] else { return [] }
    if language.endsWithSemicolons { return typedParameters(upTo: close) }
    index += 1
    var patterns: [CodeForm.Pattern] = []
    while index < close {
      _ = take("...")
      if let next = token, next.isName {
        patterns.append(.name(next.text))
        index += 1
      } else if isMark("[") || isMark("{"), let end = pairs[index] {
        let names = tokens[index..<end].filter(\.isName).map(\.text)
        patterns.append(.list(names))
        index = end + 1
      }
      while index < close, !isMark(",") {
        if isMark(":") {
          index += 1
          skipType()
        } else if pairs[index] != nil {
          skipPair()
        } else {
          index += 1
        }
      }
      _ = take(",")
    }
    index = close + 1
    return patterns
  }

  mutating func body(
    _ patterns: [CodeForm.Pattern], from start: Int
  ) -> CodeExpression {
    var result: CodeExpression?
    let outer = (scope, depth)
    let isBlock = isMark("{")
    if isBlock, let close = pairs[index] {
      scope = start..<tokens[close].range.upperBound
      declare(patterns)
      index += 1
      depth = 0
      let kept = returns
      returns = []
      while index < close { statement() }
      // Several returns are known as one when only the conditions choose between them.
      if let last = returns.last, last.conditions.count <= conditions.count {
        result = returns.dropLast().reversed().reduce(last.value) { rest, one in
          let test = CodeExpression(form: .other([]), range: one.value.range)
          return CodeExpression(form: .choice(test, one.value, rest), range: one.value.range)
        }
      }
      returns = kept
      index = close + 1
      (scope, depth) = outer
    } else {
      scope = start..<(tokens.last?.range.upperBound ?? start)
      let place = program.declarations.count
      declare(patterns)
      let bodyStart = self.start
      result = expression()
      if language.isTyped, let target = result, isMark("=") || isMark("+=") {
        index += 1
        assign(to: target, adds: false, from: bodyStart)
        result = nil
      }
      for index in place..<program.declarations.count where program.declarations[index].value == nil
      {
        program.declarations[index].scope = start..<end
      }
      scope = outer.0
    }
    return CodeExpression(form: .function(patterns, result, isBlock: isBlock), range: start..<end)
  }

  mutating func declare(_ patterns: [CodeForm.Pattern]) {
    for name in patterns.flatMap(\.names) {
      program.declarations.append(
        .init(name: name, value: nil, scope: scope, range: scope.lowerBound..<scope.lowerBound))
    }
  }

  /// Passes over a type.
  mutating func skipType(returns: Bool = false) {
    var isOperand = true
    while let next = token {
      if isOperand {
        if next.isMark("|") || next.isMark("&") || next.isMark("?") && language.isTyped {
          index += 1
        } else if next.isMark("(") || next.isMark("[") || next.isMark("{") {
          skipPair()
          isOperand = false
        } else if next.isName,
          ["keyof", "readonly", "typeof", "unique", "infer", "asserts"].contains(next.text)
        {
          index += 1
        } else if next.isName || next.isText
          || { if case .number = next.kind { true } else { false } }()
        {
          index += 1
          isOperand = false
        } else {
          return
        }
      } else if next.isMark(".") {
        index += 1
        isOperand = true
      } else if next.isMark("<") {
        var open = 0
        while let inner = token {
          if inner.isMark("<") { open += 1 }
          if inner.isMark(">") { open -= 1 }
          index += 1
          if open == 0 { break }
        }
      } else if next.isMark("["), !next.isFirst {
        skipPair()
      } else if next.isMark("|") || next.isMark("&") || next.isName("is")
        || next.isName("extends")
      {
        index += 1
        isOperand = true
      } else if next.isMark("=>"), !returns {
        index += 1
        isOperand = true
      } else if next.isMark("?"), language.isTyped, !next.isFirst {
        index += 1
      } else if next.isMark("->"), language == .kotlin {
        index += 1
        isOperand = true
      } else {
        return
      }
    }
  }
}
