/// Tells what the expressions of a program are known to be, without running any of it.
struct CodeEvaluator {
  let program: CodeProgram
  /// Names, and members of names, whose text the platform knows.
  var constants: [String: String] = [:]
  /// Whether a map keeps the members that a spread leaves unknown, as one without a name.
  var keepsSpreads = false
  /// What calls of functions with these names give.
  var functions: [String: @Sendable (CodeExpression) -> CodeValue] = [:]

  typealias Bindings = [String: CodeValue]

  /// What an expression is.
  ///
  /// - Parameters:
  ///   - expression: The expression.
  ///   - bound: Parameters that have a value.
  ///   - depth: How many names and calls led here.
  /// - Returns: What is known of it.
  func value(
    of expression: CodeExpression, _ bound: Bindings = [:], depth: Int = 0
  ) -> CodeValue {
    guard depth < 40 else { return unknown(expression) }
    func inner(_ part: CodeExpression) -> CodeValue { value(of: part, bound, depth: depth + 1) }
    switch expression.form {
    case .text(let parts): return .text(text(parts, bound, depth), nil)
    case .symbol(let name):
      return constants[":" + name].map { constant($0, expression) } ?? unknown(expression)
    case .name(let name):
      if let value = bound[name] { return value }
      if let value = Self.words[name] { return value }
      if let text = constants[name] { return constant(text, expression) }
      return declared(name, at: expression.range.lowerBound, bound, depth) ?? unknown(expression)
    case .list(let items):
      // A comprehension that is not known leaves nothing of its list.
      if items.count == 1, let only = items.first, only.isSpread, only.range == only.value.range {
        guard case .list(let elements, _) = inner(only.value) else { return unknown(expression) }
        return .list(elements, in: nil)
      }
      return .list(elements(items, in: expression, bound, depth), in: expression)
    case .map(let entries):
      return map(entries, in: expression, bound, depth)
    case .member(let object, let name):
      return member(name, of: object, expression, bound, depth)
    case .index(let object, let key):
      if case .number = key.form, case .list(let elements, _) = inner(object),
        let place = Int(program.source(key.range)), elements.indices.contains(place)
      {
        return elements[place].value
      }
      guard case .map(let members, _) = inner(object), let name = inner(key).text,
        let found = members.last(where: { $0.name == ASCIIText.string(name.bytes) })
      else { return unknown(expression) }
      return found.value
    case .sum: return sum(expression, bound, depth)
    case .choice(let condition, let one, let other):
      if let isTrue = truth(of: condition, bound, depth) { return inner(isTrue ? one : other) }
      return .choice(program.source(condition.range), inner(one), inner(other))
    case .function: return .function(expression)
    case .call(let callee, let items):
      return call(callee, items, expression, bound, depth)
    case .each(let pattern, let all, _, let result):
      return each(pattern, in: inner(all), result, bound, depth) ?? unknown(expression)
    case .number, .pattern, .element, .other: return unknown(expression)
    }
  }

  func unknown(_ expression: CodeExpression) -> CodeValue {
    .unknown(program.source(expression.range))
  }

  private static let words: [String: CodeValue] = [
    "undefined": .nothing, "null": .nothing, "None": .nothing, "nil": .nothing,
    "true": .flag(true), "True": .flag(true), "false": .flag(false), "False": .flag(false),
  ]

  private func constant(_ text: String, _ expression: CodeExpression) -> CodeValue {
    var value = MappedText()
    // A constant that stands for a run-time part is written with the part in braces.
    if let open = text.firstRange(of: "{{"), let close = text.firstRange(of: "}}") {
      value.append(unwritten: String(text[..<open.lowerBound]))
      value.append(
        runTime: String(text[open.upperBound..<close.lowerBound]), for: expression.range, nil)
      value.append(unwritten: String(text[close.upperBound...]))
    } else {
      value.append(unwritten: text)
    }
    return .text(.reference(to: value, at: expression.range, nil), nil)
  }

  /// Whether a condition holds, when that is known.
  func truth(of condition: CodeExpression, _ bound: Bindings, _ depth: Int) -> Bool? {
    if case .other(let parts) = condition.form, parts.count == 2,
      case .member(let object, "length") = parts[0].form, case .number = parts[1].form,
      program.source(condition.range).contains(">")
    {
      return truth(of: object, bound, depth + 1)
    }
    switch value(of: condition, bound, depth: depth + 1) {
    case .flag(let flag): return flag
    case .nothing: return false
    case .text(let text, _):
      if text.unresolved.isEmpty { return !text.bytes.isEmpty }
      let isWritten = text.segments.contains { $0.kind == .verbatim || $0.kind == .escape }
      return isWritten ? true : nil
    case .list(let elements, _): return program.language == .javaScript ? true : !elements.isEmpty
    default: return nil
    }
  }

  /// A literal with what is put into it.
  private func text(
    _ parts: [CodeForm.TextPart], _ bound: Bindings, _ depth: Int
  ) -> MappedText {
    var text = MappedText()
    for part in parts {
      switch part {
      case .text(let known): text.append(known)
      case .code(let code, let whole, let spelling):
        switch value(of: code, bound, depth: depth + 1) {
        case .text(let value, _): add(value, of: code, at: whole, spelling, bound, to: &text)
        case .list(let elements, _) where program.language != .javaScript && elements.isEmpty: break
        case let value where bound[code.name ?? ""] != nil && value.text == nil:
          text.append(runTime: label(value, code), for: whole, spelling)
        default: text.append(runTime: program.source(code.range), for: whole, spelling)
        }
      }
    }
    return text
  }

  private func label(_ value: CodeValue, _ code: CodeExpression) -> String {
    if case .unknown(let expression) = value { expression } else { program.source(code.range) }
  }

  /// Appends the value of an expression, editable where only this place uses it.
  private func add(
    _ value: MappedText, of code: CodeExpression, at source: Range<Int>, _ spelling: any Spelling,
    _ bound: Bindings, to text: inout MappedText
  ) {
    if isBound(code, bound) {
      text.append(value)
    } else if isShared(code, bound) {
      text.append(valueOf: value, referredToAt: source, spelling)
    } else {
      text.append(value, referredToAt: source, spelling)
    }
  }

  /// Whether an expression is made of parameters that have a value.
  private func isBound(_ expression: CodeExpression, _ bound: Bindings) -> Bool {
    var found = false
    expression.walk { part, _ in
      if case .name(let name) = part.form, bound[name] != nil { found = true }
      return true
    }
    return found
  }

  /// Whether other places use what an expression is made of.
  func isShared(_ expression: CodeExpression, _ bound: Bindings, depth: Int = 0) -> Bool {
    guard depth < 10 else { return true }
    var found = false
    expression.walk { part, _ in
      // Ruby names constants with or without their module.
      let path = program.language == .ruby ? part.name : part.path
      if let path, bound[path] == nil {
        for declaration in program.declarations where declaration.name == path {
          if let value = declaration.value {
            if program.uses[path, default: 0] > 1 { found = true }
            if !value.range.overlaps(part.range), isShared(value, bound, depth: depth + 1) {
              found = true
            }
          }
        }
      }
      return !found
    }
    return found
  }

  // MARK: Names

  /// What a name stands for at a place; `nil` when the file does not say.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - offset: The place; `nil` for the end of the file.
  ///   - bound: Parameters that have a value.
  ///   - depth: How many names and calls led here.
  /// - Returns: Its value.
  func declared(
    _ name: String, at offset: Int? = nil, _ bound: Bindings = [:], _ depth: Int = 0
  ) -> CodeValue? {
    let known = program.declarations.filter { declaration in
      declaration.name == name
        && declaration.scope.contains(offset ?? declaration.scope.lowerBound)
    }
    guard let nearest = known.map({ $0.scope.count }).min() else { return nil }
    var history = known.filter { $0.scope.count == nearest }
    let earlier = history.filter { $0.range.upperBound <= offset ?? .max }
    if !earlier.isEmpty { history = earlier }
    // A name must not be asked for within its own value.
    if let offset { history.removeAll { $0.range.contains(offset) } }
    var result: CodeValue?
    for declaration in history {
      guard let expression = declaration.value else {
        result = nil
        continue
      }
      let value = value(of: expression, bound, depth: depth + 1)
      if declaration.adds {
        if declaration.isConditional, program.language == .python { continue }
        let added: CodeValue = declaration.isConditional ? unknown(expression) : value
        result = result.flatMap { joined($0, added, expression) }
      } else if declaration.isConditional, let old = result {
        if program.language == .python { continue }
        result = .choice(program.source(declaration.range), value, old)
      } else {
        result = value
      }
    }
    let begin = history.last { !$0.isConditional && !$0.adds } ?? history.first
    guard let value = result, let begin, !program.edits.isEmpty else { return result }
    return edited(
      value, name, in: begin.scope,
      begin.range.upperBound..<max(begin.range.upperBound, offset ?? .max),
      bound, depth)
  }

  private func member(
    _ name: String, of object: CodeExpression, _ expression: CodeExpression, _ bound: Bindings,
    _ depth: Int
  ) -> CodeValue {
    if let path = expression.path {
      if let text = constants[path] { return constant(text, expression) }
      if let value = declared(path, at: expression.range.lowerBound, bound, depth) { return value }
    }
    let value = value(of: object, bound, depth: depth + 1)
    if case .map(let members, _) = value,
      let found = members.last(where: { $0.name == name })
    {
      return found.value
    }
    if program.language.isTyped,
      let known = libraryMethod(name, on: value, [], expression, bound, depth)
    {
      return known
    }
    if program.language == .ruby {
      if let method = method(name, on: value, [], expression, bound, depth) { return method }
      if let value = declared(name, at: expression.range.lowerBound, bound, depth) { return value }
    }
    if name == "length" {
      switch value {
      case .list(let elements, _): return .flag(!elements.isEmpty)
      case .text(let text, _): return .flag(!text.bytes.isEmpty)
      default: break
      }
    }
    return unknown(expression)
  }

  // MARK: Sums

  private func sum(
    _ expression: CodeExpression, _ bound: Bindings, _ depth: Int
  ) -> CodeValue {
    var parts: [CodeExpression] = []
    var rest = expression
    while case .sum(let left, let right) = rest.form {
      parts.append(right)
      rest = left
    }
    parts.append(rest)
    parts.reverse()
    let values = parts.map { value(of: $0, bound, depth: depth + 1) }
    let isList = values.contains { if case .list = $0 { true } else { false } }
    if isList {
      var known: [CodeValue.Element] = []
      var unknown: [CodeValue.Element] = []
      for (part, value) in zip(parts, values) {
        if case .list(let elements, let site) = value {
          let isTuple = site.map { program.bytes[$0.range].first == 0x28 } ?? false
          known +=
            part.path != nil && isShared(part, bound)
            ? shared(
              elements, at: part.range, opening: isTuple ? " + (" : " + [",
              closing: isTuple ? ",)" : "]", copyMark: spreadMark) : elements
        } else {
          unknown.append(
            .init(
              value: .unknown(program.source(part.range)), source: part.range,
              style: ListStyle([], in: 0..<0, of: program), copyMark: spreadMark))
        }
      }
      // In front, so that what is added goes behind a source that the file has.
      return .list(unknown + known, in: nil)
    }
    guard values.contains(where: { $0.text != nil }) else { return unknown(expression) }
    let quote = ListStyle.plainQuote(program.language)
    let spelling = SumReference(
      sign: program.language == .php ? " . " : " + ", quote: quote,
      inside: ListStyle.spelling(quote: quote, program.language))
    var text = MappedText()
    for (part, value) in zip(parts, values) {
      if let known = value.text {
        if case .text = part.form {
          text.append(known)
        } else {
          add(known, of: part, at: part.range, spelling, bound, to: &text)
        }
      } else if case .nothing = value {
        continue
      } else {
        text.append(runTime: label(value, part), for: part.range, spelling)
      }
    }
    return .text(text, nil)
  }

  /// What makes elements of a list where it is copied into another one.
  var spreadMark: String? {
    switch program.language {
    case .javaScript: "..."
    case .python, .ruby: "*"
    case .php: "..."
    case .hcl, .java, .kotlin, .csharp: nil
    }
  }

  func joined(
    _ value: CodeValue, _ added: CodeValue, _ expression: CodeExpression
  ) -> CodeValue? {
    switch (value, added) {
    case (.list(let first, let site), .list(let second, _)): return .list(first + second, in: site)
    case (.list(let elements, let site), _):
      let style = ListStyle([], in: 0..<0, of: program)
      return .list(
        elements + [
          .init(
            value: .unknown(program.source(expression.range)), source: expression.range,
            style: style)
        ], in: site)
    case (.map(let first, let site), .map(let second, _)):
      return .map(
        first.filter { old in !second.contains { $0.name == old.name } } + second, in: site)
    case (.text(var text, _), .text(let more, _)):
      text.append(more)
      return .text(text, nil)
    case (.text(var text, _), _):
      text.append(runTime: program.source(expression.range), for: expression.range, nil)
      return .text(text, nil)
    default: return nil
    }
  }
}

/// A value that `+` puts into a text: what is added behind it is a literal of its own.
struct SumReference: Spelling {
  /// What stands between the operands.
  var sign: String
  var quote: String
  var inside: any Spelling

  func written(_ text: String) -> [UInt8]? {
    inside.written(text).map { Array((sign + quote).utf8) + $0 + Array(quote.utf8) }
  }
}
