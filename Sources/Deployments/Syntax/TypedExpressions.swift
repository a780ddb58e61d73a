/// Expressions of PHP, Java, Kotlin and C#.
extension CodeParser {
  private static let owners: Set<String> = ["this", "self", "static", "$this", "base"]

  /// A member of a value; one of the type itself stands under its own name where names have types.
  mutating func member(_ name: String, of object: CodeExpression, from start: Int) -> CodeExpression
  {
    let plain = CodeExpression(form: .member(object, name), range: start..<end)
    guard case .name(let owner) = object.form, language != .ruby, language != .hcl else {
      return plain
    }
    guard language.isTyped, Self.owners.contains(owner) else {
      program.uses[owner + "." + name, default: 0] += 1
      return plain
    }
    let field = owner == "$this" && !isMark("(") ? "$" + name : name
    program.uses[field, default: 0] += 1
    return CodeExpression(form: .name(field), range: start..<end)
  }

  /// Reads an expression as a statement: a call, an assignment, what is added to a collection.
  mutating func typedExpression() {
    let start = start
    let value = expression()
    if value.range.isEmpty { return }
    if let mark = token, mark.isMark("=") || mark.isMark("+=") || mark.isMark("??="), !isLineEnd {
      index += 1
      assign(to: value, adds: mark.isMark("+="), from: start)
    } else {
      noteTypedCall(value, from: start)
      _ = statementValue(value)
    }
    _ = take(";")
  }

  /// Notes what a call does to the collection or the text that it is made on.
  private mutating func noteTypedCall(_ call: CodeExpression, from start: Int) {
    guard case .call(let callee, let items) = call.form,
      case .member(let object, let method) = callee.form
    else { return }
    switch (method.lowercased(), items.count) {
    case ("add", 1), ("push", 1): note(.append(items, takesMore: false), of: object, from: start)
    case ("append", 1):
      // Further calls may follow on what the first gives back.
      noteTypedCall(object, from: start)
      var root = object
      while case .call(let inner, _) = root.form, case .member(let next, _) = inner.form {
        root = next
      }
      note(.add(items[0].value), of: root, from: start)
    case ("addall", 1), ("addrange", 1): note(.add(items[0].value), of: object, from: start)
    case ("put", 2), ("add", 2):
      let member = CodeExpression(form: .index(object, items[0].value), range: object.range)
      note(.set(items[1].value), of: member, from: start)
    case ("putall", 1): note(.merge(items[0].value), of: object, from: start)
    case ("remove", 1), ("clear", 0): note(.other(call), of: object, from: start)
    default: return
    }
  }

  mutating func assign(to target: CodeExpression, adds: Bool, from start: Int) {
    let value = expression()
    func setter(_ object: CodeExpression, _ name: String, _ arguments: [CodeExpression]) {
      let callee = CodeExpression(form: .member(object, name), range: target.range)
      let items = arguments.map { CodeForm.Item(value: $0, range: $0.range) }
      _ = statementValue(CodeExpression(form: .call(callee, items), range: start..<end))
    }
    switch target.form {
    case .name(let name):
      _ = statementValue(value)
      let uses = program.uses[name, default: 0]
      program.uses[name] = max(0, uses - 1)
      let home = home(of: name, at: start)
      program.declarations.append(
        .init(
          name: name, value: value, scope: home?.scope ?? scope, range: start..<end, adds: adds,
          isConditional: !conditions.isEmpty && home != nil))
    case .index(let object, let key):
      note(adds ? .add(value) : .set(value), of: target, from: start)
      setter(object, "[]=", [key, value])
    case .member(let object, let name):
      note(adds ? .add(value) : .set(value), of: target, from: start)
      setter(object, name + "=", [value])
    case .other(let parts):
      // PHP's `$list[] = value`.
      _ = statementValue(value)
      if parts.count == 1, language == .php {
        let item = CodeForm.Item(value: value, range: value.range)
        note(.append([item], takesMore: false), of: parts[0], from: start)
      }
    default: _ = statementValue(value)
    }
  }

  private func home(of name: String, at place: Int) -> CodeProgram.Declaration? {
    program.declarations.last { $0.name == name && $0.scope.contains(place) }
  }

  // MARK: Creation

  /// `new Type(...) { ... }`, `new[] { ... }`.
  mutating func creation() -> CodeExpression {
    let start = start
    index += 1
    var name = ""
    let typeStart = self.start
    while let next = token, next.isName || next.isMark(".") || next.isMark("?") {
      if next.isName { name = next.text }
      index += 1
    }
    let callee = CodeExpression(form: .name(name), range: typeStart..<Swift.max(typeStart, end))
    if isMark("<") {
      var open = 0
      while let next = token {
        if next.isMark("<") { open += 1 }
        if next.isMark(">") { open -= 1 }
        index += 1
        if open == 0 { break }
      }
    }
    var isArray = false
    while isMark("[") {
      isArray = true
      skipPair()
    }
    var items: [CodeForm.Item] = []
    var hasArguments = false
    if isMark("("), !isArray {
      hasArguments = true
      items = self.items(closing: ")").filter { !$0.range.isEmpty }
    }
    if isMark("{"), language != .php {
      if language == .java, !isArray {
        // A class without a name.
        block()
      } else {
        var value = initializer(from: start)
        if hasArguments, case .list(let own) = value.form, own.isEmpty {
          value.form = .call(callee, items)
        }
        return value
      }
    }
    let isCollection = items.isEmpty && Self.lists.contains(name)
    let isMap = items.isEmpty && Self.maps.contains(name)
    let form: CodeForm =
      isCollection ? .list([]) : isMap ? .map([]) : .call(callee, items)
    return CodeExpression(form: form, range: start..<end)
  }

  private static let lists: Set<String> = [
    "List", "ArrayList", "HashSet", "LinkedHashSet", "LinkedList", "SortedSet", "StringCollection",
  ]
  private static let maps: Set<String> = [
    "Dictionary", "HashMap", "LinkedHashMap", "SortedDictionary", "TreeMap", "OrderedDictionary",
  ]

  /// `{ a, b }`, `{ Name = value }`, `{ ["key"] = value }` and `{ { key, value } }`.
  mutating func initializer(from start: Int) -> CodeExpression {
    let close = pairs[index] ?? tokens.count
    index += 1
    depth += 1
    defer { depth -= 1 }
    var entries: [CodeForm.Entry] = []
    var items: [CodeForm.Item] = []
    while index < close {
      let before = index
      let place = self.start
      if isMark("{"), let inner = pairs[index] {
        let pair = self.items(closing: "}")
        if pair.count == 2 {
          entries.append(.init(key: pair[0].value, value: pair[1].value, range: place..<end))
        }
        index = inner + 1
      } else if isMark("["), let inner = pairs[index], tokens.indices.contains(inner + 1),
        tokens[inner + 1].isMark("=")
      {
        let key = self.items(closing: "]").first?.value ?? none()
        index = inner + 2
        let value = expression()
        entries.append(.init(key: key, value: value, range: place..<end))
      } else if let name = token, name.isName, token(ahead: 1)?.isMark("=") == true {
        index += 2
        let key = CodeExpression(form: .symbol(name.text), range: name.range)
        let value = isMark("{") ? initializer(from: self.start) : expression()
        entries.append(.init(key: key, value: value, range: place..<end))
      } else if let item = item() {
        items.append(item)
      }
      while index < close, !isMark(",") {
        if pairs[index] != nil { skipPair() } else { index += 1 }
      }
      _ = take(",")
      if index == before { index += 1 }
    }
    index = Swift.min(close + 1, tokens.count)
    let form: CodeForm = entries.isEmpty ? .list(items) : .map(entries)
    return CodeExpression(form: form, range: start..<end)
  }

  /// `(Type) value`.
  mutating func cast() -> CodeExpression? {
    guard language != .kotlin, let close = pairs[index], close > index + 1,
      tokens[index + 1..<close].allSatisfy({ $0.isName || $0.isMark(".") || $0.isMark("?") }),
      tokens.indices.contains(close + 1), case let next = tokens[close + 1],
      next.isName || next.isText, !tokens[index + 1].text.hasPrefix("$"),
      !["instanceof", "is", "as", "and", "or", "in"].contains(next.text)
    else { return nil }
    index = close + 1
    return operand()
  }

  /// A collection that a call makes; `nil` for other calls.
  func collection(_ callee: CodeExpression, _ items: [CodeForm.Item]) -> CodeForm? {
    guard language.isTyped, let path = callee.path else { return nil }
    switch path {
    case "List.of", "Set.of", "Arrays.asList", "Stream.of", "ImmutableList.of", "ImmutableSet.of",
      "Collections.singletonList", "Lists.newArrayList", "Sets.newHashSet", "listOf",
      "mutableListOf", "arrayListOf", "arrayOf", "setOf", "mutableSetOf", "linkedSetOf",
      "sequenceOf", "listOfNotNull", "Pair", "Map.entry", "Pair.of", "ImmutableArray.Create":
      return .list(items)
    case "Map.of", "ImmutableMap.of":
      guard items.count % 2 == 0 else { return nil }
      return .map(
        stride(from: 0, to: items.count, by: 2).map { place in
          let (key, value) = (items[place], items[place + 1])
          return .init(
            key: key.value, value: value.value,
            range: key.range.lowerBound..<value.range.upperBound)
        })
    case "mapOf", "mutableMapOf", "linkedMapOf", "hashMapOf", "sortedMapOf", "Map.ofEntries":
      var entries: [CodeForm.Entry] = []
      for item in items {
        guard case .list(let pair) = item.value.form, pair.count == 2 else { return nil }
        entries.append(.init(key: pair[0].value, value: pair[1].value, range: item.range))
      }
      return .map(entries)
    default: return nil
    }
  }

  // MARK: PHP

  /// `[...]` and `array(...)`: a map when it has keys.
  mutating func phpArray(from start: Int) -> CodeExpression {
    let close = pairs[index] ?? tokens.count
    var place = index + 1
    var isMap = false
    while place < Swift.min(close, tokens.count), !isMap {
      if tokens[place].isName("fn") || tokens[place].isName("function") { break }
      isMap = tokens[place].isMark("=>")
      place = pairs[place].map { $0 + 1 } ?? place + 1
    }
    var value = isMap ? map() : list(closing: "]")
    value.range = start..<end
    return value
  }

  /// `fn (...) => value` and `function (...) use (...) { ... }`.
  mutating func phpFunction() -> CodeExpression? {
    let place = isName("static") ? index + 1 : index
    guard tokens.indices.contains(place + 1),
      tokens[place].isName("fn") || tokens[place].isName("function"),
      tokens[place + 1].isMark("(") || tokens[place + 1].isMark("&")
    else { return nil }
    let start = start
    index = place + 1
    _ = take("&")
    return method(from: start)
  }
}
