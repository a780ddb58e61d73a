/// What the standard libraries of PHP, Java, Kotlin and C# give for literals.
extension CodeEvaluator {
  /// What a function or constructor gives; `nil` when it is not known.
  func library(
    _ callee: CodeExpression, _ items: [CodeForm.Item], _ expression: CodeExpression,
    _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    func argument(_ index: Int) -> CodeValue {
      items.indices.contains(index)
        ? value(of: items[index].value, bound, depth: depth + 1) : .nothing
    }
    switch (callee.path ?? "", items.count) {
    case ("String.join", 2...), ("string.Join", 2...), ("String.Join", 2...):
      let all = argument(1)
      if items.count == 2, case .list = all {
        return join(all, argument(0), site: expression)
      }
      let rest = Array(items.dropFirst())
      guard let range = rest.first.map({ $0.range.lowerBound..<expression.range.upperBound }) else {
        return nil
      }
      let list = CodeExpression(form: .list(rest), range: range)
      let parts = elements(rest, in: list, bound, depth)
      return join(.list(parts, in: list), argument(0), site: expression)
    case ("implode", 2), ("join", 2):
      let (first, second) = (argument(0), argument(1))
      if case .list = first { return join(first, second, site: expression) }
      return join(second, first, site: expression)
    case ("implode", 1): return join(argument(0), .text(MappedText(), nil), site: expression)
    case ("string.Concat", _), ("String.Concat", _):
      var text = MappedText()
      for index in items.indices { append(argument(index), of: items[index].value, to: &text) }
      return .text(text, nil)
    case ("sprintf", 1...), ("String.format", 1...), ("string.Format", 1...),
      ("String.Format", 1...):
      return format(items, bound, depth)
    case ("array_merge", _), ("array_merge_recursive", _): return merged(items, bound, depth)
    case ("array_unique", 1), ("array_values", 1), ("array_filter", 1), ("collect", 1),
      ("Arrays.stream", 1), ("Set.copyOf", 1), ("List.copyOf", 1), ("ArrayList", 1),
      ("LinkedHashSet", 1), ("HashSet", 1), ("LinkedHashMap", 1), ("TreeMap", 1),
      ("Collections.unmodifiableList", 1), ("Collections.unmodifiableMap", 1),
      ("String.valueOf", 1), ("strval", 1), ("StringValues", 1), ("StringBuilder", 1),
      ("String", 1), ("Uri", 1):
      return argument(0)
    case ("StringBuilder", 0), ("StringBuffer", 0): return .text(MappedText(), nil)
    case ("trim", 1), ("rtrim", 1), ("ltrim", 1):
      guard case .text(let text, let layout) = argument(0) else { return nil }
      return .text(text.trimmed, layout)
    case ("str_replace", 3):
      return replace(argument(2), items[0].value, argument(0), argument(1))
    case ("preg_replace", 3):
      return replace(argument(2), items[0].value, argument(0), argument(1), isPattern: true)
    case ("buildList", 1), ("buildSet", 1): return built(items[0].value, bound, depth)
    case ("buildString", 1):
      let empty = CodeValue.text(MappedText(), nil)
      return built(items[0].value, bound, depth).flatMap { join($0, empty, site: expression) }
    case ("Regex.Replace", 3):
      return replace(argument(0), items[1].value, argument(1), argument(2), isPattern: true)
    case ("array_keys", 1):
      guard case .map(let members, let site) = argument(0) else { return nil }
      return keys(members, site)
    case ("array_map", 2):
      guard case .function(let function) = argument(0),
        case .function(let patterns, let result?, _) = function.form, let pattern = patterns.first
      else { return nil }
      return each(pattern, in: argument(1), result, bound, depth)
    default: return nil
    }
  }

  /// What a method gives; `nil` when it is not known.
  func libraryMethod(
    _ name: String, on receiver: CodeValue, _ items: [CodeForm.Item],
    _ expression: CodeExpression, _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    func argument(_ index: Int) -> CodeValue {
      items.indices.contains(index)
        ? value(of: items[index].value, bound, depth: depth + 1) : .nothing
    }
    switch (receiver, name) {
    case (.text(var text, _), "append"), (.text(var text, _), "Append"),
      (.text(var text, _), "plus"):
      guard items.count == 1 else { return nil }
      append(argument(0), of: items[0].value, to: &text)
      return .text(text, nil)
    case (.text(var text, _), "AppendLine"), (.text(var text, _), "appendLine"):
      if items.count == 1 { append(argument(0), of: items[0].value, to: &text) }
      text.append(unwritten: "\n")
      return .text(text, nil)
    case (.text(let text, _), "formatted"), (.text(let text, _), "format"):
      return format(items, bound, depth, pattern: text)
    case (.text(let text, let layout), "Trim"), (.text(let text, let layout), "TrimEnd"),
      (.text(let text, let layout), "TrimStart"), (.text(let text, let layout), "trimIndent"),
      (.text(let text, let layout), "stripIndent"), (.text(let text, let layout), "stripLeading"),
      (.text(let text, let layout), "stripTrailing"):
      return items.isEmpty ? .text(text.trimmed, layout) : nil
    case (.text(let text, let layout), "trimMargin"):
      return .text(text.withoutMargin.trimmed, layout)
    case (.text, "ToString"), (.text, "intern"), (.text, "toHttpHeader"), (.text, "value"),
      (.list, "stream"), (.list, "toList"), (.list, "ToList"), (.list, "ToArray"),
      (.list, "toArray"), (.list, "Distinct"), (.list, "distinct"), (.list, "toSet"),
      (.list, "AsReadOnly"), (.list, "filter"), (.list, "unique"), (.map, "entries"),
      (.map, "entrySet"), (.map, "stream"), (.map, "toList"):
      return name == "filter" && !items.isEmpty ? nil : receiver
    case (.text(let text, _), "lines"), (.text(let text, _), "lineSequence"):
      let style = ListStyle([], in: 0..<0, of: program)
      let lines = text.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      return .list(
        lines.map { line in
          let part = text[line.startIndex..<line.endIndex].trimmed
          return .init(value: .text(part, nil), source: expression.range, style: style)
        }, in: nil)
    case (.text, "ReplaceLineEndings"):
      let between = items.isEmpty ? CodeValue.text(.unwritten("\n"), nil) : argument(0)
      return replace(receiver, expression, .text(.unwritten("\n"), nil), between)
    case (.text, "Replace"), (.text, "replace"), (.text, "replaceAll"):
      guard items.count == 2 else { return nil }
      var wanted = items[0].value
      var isPattern = name == "replaceAll"
      // `Regex("\\s+")` and `"\\s+".toRegex()`.
      if case .call(let callee, let inner) = wanted.form {
        if callee.path == "Regex", let first = inner.first {
          (wanted, isPattern) = (first.value, true)
        } else if case .member(let object, "toRegex") = callee.form {
          (wanted, isPattern) = (object, true)
        }
      }
      return replace(
        receiver, wanted, value(of: wanted, bound, depth: depth + 1), argument(1),
        isPattern: isPattern)
    case (.map(let members, let site), "keySet"), (.map(let members, let site), "keys"),
      (.map(let members, let site), "Keys"):
      return items.isEmpty ? keys(members, site) : nil
    case (.list, "collect"):
      guard case .call(let callee, let inner) = items.first?.value.form,
        callee.name == "joining"
      else { return receiver }
      let separator = inner.first.map { value(of: $0.value, bound, depth: depth + 1) }
      return join(receiver, separator ?? .text(MappedText(), nil), site: expression)
    case (.list, "joinToString"), (.map, "joinToString"):
      return joinToString(receiver, items, expression, bound, depth)
    case (.list, "implode"):
      return join(receiver, argument(0), site: expression)
    case (.list, "Concat"), (.list, "plus"), (.list, "merge"):
      guard case .list(let first, let site) = receiver, case .list(let more, _) = argument(0) else {
        return nil
      }
      return .list(first + more, in: site)
    case (.list, "Select"), (.list, "map"), (.map, "Select"), (.map, "map"), (.list, "mapToObj"):
      guard case .function(let function) = argument(0),
        case .function(let patterns, let result?, _) = function.form
      else { return nil }
      return transformed(receiver, patterns, result, bound, depth)
    case (.map(let members, _), "getKey"), (.map(let members, _), "getValue"):
      return members.last { $0.name == name.dropFirst(3).lowercased() }?.value
    default: return nil
    }
  }

  /// The names of a map's members.
  private func keys(_ members: [CodeValue.Member], _ site: CodeExpression?) -> CodeValue {
    let style = ListStyle([], in: 0..<0, of: program)
    return .list(members.map { .init(value: key($0), source: $0.key, style: style) }, in: site)
  }

  /// Appends a value to a text that is put together.
  private func append(
    _ value: CodeValue, of expression: CodeExpression, to text: inout MappedText
  ) {
    if let known = value.text {
      if case .text = expression.form {
        text.append(known)
      } else if case .sum = expression.form {
        text.append(known)
      } else if isShared(expression, [:]) {
        text.append(.reference(to: known, at: expression.range, nil))
      } else {
        text.append(known)
      }
    } else {
      text.append(.runTime(program.source(expression.range), at: expression.range, nil))
    }
  }

  /// `array_merge(...)`.
  private func merged(
    _ items: [CodeForm.Item], _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    let values = items.map { value(of: $0.value, bound, depth: depth + 1) }
    if values.contains(where: { if case .map = $0 { true } else { false } }) {
      var all: [CodeValue.Member] = []
      for value in values {
        guard case .map(let members, _) = value else { return nil }
        all = all.filter { old in !members.contains { $0.name == old.name } } + members
      }
      return .map(all, in: nil)
    }
    var all: [CodeValue.Element] = []
    for (item, value) in zip(items, values) {
      guard case .list(let elements, _) = value else {
        all.insert(runTime(item.value), at: 0)
        continue
      }
      all +=
        item.value.path != nil
        ? shared(elements, at: item.range, opening: ", [", closing: "]", copyMark: spreadMark)
        : elements
    }
    return .list(all, in: nil)
  }

  /// What the calls in a function add: `buildList { add("a") }`.
  private func built(
    _ function: CodeExpression, _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    guard case .function = function.form else { return nil }
    let inner = program.statements.filter { function.range.contains($0.value.range.lowerBound) }
    guard let base = inner.map(\.conditions.count).min() else { return nil }
    var found: [CodeValue.Element] = []
    for statement in inner {
      guard case .call(let callee, let items) = statement.value.form, items.count == 1,
        case .name(let name) = callee.form, ["add", "append"].contains(name)
      else { continue }
      let conditions = Array(statement.conditions.dropFirst(base))
      if DevelopmentCondition.holds(in: conditions) { continue }
      var element = runTime(items[0].value)
      if DevelopmentCondition.others(than: conditions).isEmpty {
        element.value = value(of: items[0].value, bound, depth: depth + 1)
        element.takesMore = false
      }
      found.append(element)
    }
    return .list(found, in: nil)
  }

  /// `joinToString("; ") { ... }`.
  private func joinToString(
    _ receiver: CodeValue, _ items: [CodeForm.Item], _ expression: CodeExpression,
    _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    var all = receiver
    var separator = CodeValue.text(.unwritten(", "), nil)
    for (index, item) in items.enumerated() {
      if case .function(let patterns, let result, _) = item.value.form {
        guard let result, let each = transformed(receiver, patterns, result, bound, depth) else {
          return nil
        }
        all = each
      } else if item.name == "separator" || item.name == nil && index == 0 {
        separator = value(of: item.value, bound, depth: depth + 1)
      }
    }
    return join(all, separator, site: expression)
  }

  /// What a function makes of each element, or of each key and value.
  private func transformed(
    _ all: CodeValue, _ patterns: [CodeForm.Pattern], _ result: CodeExpression, _ bound: Bindings,
    _ depth: Int
  ) -> CodeValue? {
    guard let pattern = patterns.first else { return nil }
    guard case .map(let members, let site) = all else {
      return each(pattern, in: all, result, bound, depth)
    }
    let style = ListStyle([], in: result.range, of: program)
    var found: [CodeValue.Element] = []
    for member in members {
      let key = key(member)
      var inner = bound
      switch (pattern, patterns.count) {
      case (.list(let names), 1) where names.count == 2:
        inner[names[0]] = key
        inner[names[1]] = member.value
      case (.name(let value), 2):
        // Laravel gives the value first.
        inner[value] = member.value
        inner[patterns[1].names.first ?? ""] = key
      case (.name(let entry), 1):
        let parts = [("key", key), ("value", member.value), ("Key", key), ("Value", member.value)]
        inner[entry] = .map(
          parts.map { name, value in
            .init(name: name, key: member.key, value: value, expression: member.expression)
          }, in: nil)
      default: return nil
      }
      found.append(
        .init(
          value: value(of: result, inner, depth: depth + 1), source: result.range, style: style))
    }
    return .list(found, in: site)
  }
}

extension MappedText {
  /// It without `|` and what stands before that on each line.
  var withoutMargin: MappedText {
    var places: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let ink = bytes[start...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
      if ink < bytes.count, bytes[ink] == 0x7C { places.append(start..<ink + 1) }
      start = (bytes[start...].firstIndex(of: 0x0A) ?? bytes.count) + 1
    }
    return replacing(places, with: MappedText())
  }
}
