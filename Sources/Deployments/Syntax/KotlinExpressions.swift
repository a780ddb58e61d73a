/// Expressions and properties of Kotlin.
extension CodeParser {
  /// `key to value`.
  mutating func kotlinPair(_ key: CodeExpression) -> CodeExpression {
    index += 1
    let value = operand()
    let items = [key, value].map { CodeForm.Item(value: $0, range: $0.range) }
    return CodeExpression(form: .list(items), range: key.range.lowerBound..<end)
  }

  /// A call with the function that stands behind it in braces.
  mutating func kotlinCall(_ value: CodeExpression, from start: Int) -> CodeExpression {
    let function = kotlinLambda()
    let item = CodeForm.Item(value: function, range: function.range)
    if case .call(let callee, let items) = value.form {
      return CodeExpression(form: .call(callee, items + [item]), range: start..<end)
    }
    return CodeExpression(form: .call(value, [item]), range: start..<end)
  }

  /// `{ a, b -> ... }`: its last expression is what it gives.
  mutating func kotlinLambda() -> CodeExpression {
    let start = start
    guard let close = pairs[index] else {
      index += 1
      return none()
    }
    index += 1
    let patterns = lambdaParameters(upTo: close)
    let outer = (scope, depth, returns)
    scope = start..<tokens[close].range.upperBound
    depth = 0
    declare(patterns)
    returns = []
    let result = lastExpression(upTo: close)
    (scope, depth, returns) = outer
    return CodeExpression(
      form: .function(patterns, result, isBlock: true), range: start..<end)
  }

  /// Reads statements; what the last one is, when it is an expression.
  private mutating func lastExpression(upTo close: Int) -> CodeExpression? {
    var last: CodeExpression?
    while index < close {
      let count = program.statements.count
      statement()
      last = program.statements.count > count ? program.statements.last?.value : nil
      if last?.range.upperBound != end { last = nil }
    }
    index = close + 1
    return last
  }

  private mutating func lambdaParameters(upTo close: Int) -> [CodeForm.Pattern] {
    var place = index
    while place < close {
      let token = tokens[place]
      if token.isMark("->") { break }
      let isParameter =
        token.isName || [",", ":", "(", ")", "<", ">", "?", "."].contains { token.isMark($0) }
      guard isParameter else { return [.name("it")] }
      place += 1
    }
    guard place < close else { return [.name("it")] }
    var patterns: [CodeForm.Pattern] = []
    while index < place {
      if isMark("("), let end = pairs[index] {
        patterns.append(.list(tokens[index..<end].filter(\.isName).map(\.text)))
        index = end + 1
      } else {
        if let next = token, next.isName { patterns.append(.name(next.text)) }
        while index < place, !isMark(",") { index += 1 }
      }
      _ = take(",")
    }
    index = place + 1
    return patterns
  }

  /// `if (...) a else b`; `when`, `try` and `object` are known only at run time.
  mutating func kotlinBranches() -> CodeExpression {
    let start = start
    let isChoice = isName("if")
    index += 1
    if !isChoice {
      while let next = token, !next.isMark("{"), !isLineEnd {
        if next.isMark("(") { skipPair() } else { index += 1 }
      }
      if isMark("{") { block() }
      return CodeExpression(form: .other([]), range: start..<end)
    }
    guard isMark("("), let close = pairs[index] else { return none() }
    index += 1
    depth += 1
    let condition = expression()
    depth -= 1
    index = close + 1
    let one = kotlinBranch()
    var other = none()
    if isName("else") {
      index += 1
      other = kotlinBranch()
    }
    return CodeExpression(form: .choice(condition, one, other), range: start..<end)
  }

  private mutating func kotlinBranch() -> CodeExpression {
    guard isMark("{"), let close = pairs[index] else { return expression() }
    let start = start
    index += 1
    let outer = depth
    depth = 0
    let result = lastExpression(upTo: close)
    depth = outer
    return result ?? CodeExpression(form: .other([]), range: start..<end)
  }

  /// `val name: Type = value`, `by lazy { value }`, `get() = value`.
  mutating func kotlinProperty() {
    index += 1
    if isMark("(") {
      skipPair()
      if take("=") { _ = statementValue(expression()) }
      return
    }
    if isMark("<"), let end = angleEnd(from: index) { index = end }
    guard let name = token, name.isName else { return }
    index += 1
    if take(":") { skipType() }
    var value: CodeExpression?
    if take("=") {
      value = statementValue(expression())
    } else if isName("by"), token(ahead: 1)?.isName("lazy") == true {
      index += 1
      let lazy = expression()
      if case .call(_, let items) = lazy.form,
        case .function(_, let result, _) = items.last?.value.form
      {
        value = result.map { statementValue($0) }
      }
    } else if isName("get"), token(ahead: 1)?.isMark("(") == true,
      token(ahead: 3)?.isMark("=") == true
    {
      index += 4
      value = statementValue(expression())
    }
    program.declarations.append(
      .init(name: name.text, value: value, scope: scope, range: name.range.lowerBound..<end))
  }
}
