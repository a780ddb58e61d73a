/// What calls of well-known functions and of functions of the same file give.
extension CodeEvaluator {
  func call(
    _ callee: CodeExpression, _ items: [CodeForm.Item], _ expression: CodeExpression,
    _ bound: Bindings, _ depth: Int
  ) -> CodeValue {
    func argument(_ index: Int) -> CodeValue {
      items.indices.contains(index)
        ? value(of: items[index].value, bound, depth: depth + 1) : .nothing
    }
    if let function = callee.name.flatMap({ functions[$0] }) { return function(expression) }
    if program.language.isTyped,
      let value = library(callee, items, expression, bound, depth)
    {
      return value
    }
    switch (callee.path ?? "", items.count) {
    case ("Object.entries", 1):
      if case .map(let members, let site) = argument(0) { return pairs(members, site) }
      return unknown(expression)
    case ("Object.keys", 1):
      guard case .map(let members, let site) = argument(0) else { return unknown(expression) }
      let style = ListStyle([], in: 0..<0, of: program)
      return .list(
        members.map { .init(value: key($0), source: $0.key, style: style) }, in: site)
    case ("Object.freeze", 1), ("String", 1), ("Array.from", 1), ("Set", 1), ("tuple", 1),
      ("list", 1), ("set", 1), ("mark_safe", 1), ("toset", 1), ("tolist", 1),
      ("compact", 1), ("flatten", 1), ("distinct", 1), ("tomap", 1), ("str", 1), ("Array", 1),
      ("tostring", 1), ("nonsensitive", 1):
      return argument(0)
    case ("Fn.join", 2), ("cdk.Fn.join", 2), ("core.Fn.join", 2):
      return join(argument(1), argument(0), site: expression) ?? unknown(expression)
    case ("join", 2) where program.language == .hcl:
      return join(argument(1), argument(0), site: expression) ?? unknown(expression)
    case ("trimspace", 1), ("chomp", 1):
      guard case .text(let text, let layout) = argument(0) else { return unknown(expression) }
      return .text(text.trimmed, layout)
    case ("replace", 3) where program.language == .hcl:
      return replace(argument(0), items[1].value, argument(1), argument(2)) ?? unknown(expression)
    case ("re.sub", 3):
      return replace(argument(2), items[0].value, argument(0), argument(1), isPattern: true)
        ?? unknown(expression)
    case ("concat", _) where program.language == .hcl:
      var all: [CodeValue.Element] = []
      for index in items.indices {
        guard case .list(let elements, _) = argument(index) else {
          all.insert(runTime(items[index].value), at: 0)
          continue
        }
        let place = items[index].range
        all +=
          isShared(items[index].value, bound)
          ? shared(elements, at: place, opening: ", [", closing: "]") : elements
      }
      return .list(all, in: nil)
    case ("format", _) where program.language == .hcl:
      return format(items, bound, depth) ?? unknown(expression)
    case ("merge", _) where program.language == .hcl, ("Object.assign", _):
      var all: [CodeValue.Member] = []
      for index in items.indices {
        guard case .map(let members, _) = argument(index) else { return unknown(expression) }
        all = all.filter { old in !members.contains { $0.name == old.name } } + members
      }
      return .map(all, in: nil)
    case ("dict", _) where program.language == .python:
      return dictionary(items, bound, depth) ?? unknown(expression)
    default: break
    }
    if case .member(let object, let name) = callee.form {
      let receiver = value(of: object, bound, depth: depth + 1)
      let typed =
        program.language.isTyped
        ? libraryMethod(name, on: receiver, items, expression, bound, depth) : nil
      if let value = typed ?? method(name, on: receiver, items, expression, bound, depth) {
        return value
      }
    }
    return apply(value(of: callee, bound, depth: depth + 1), items, bound, depth)
      ?? unknown(expression)
  }

  /// What a function of the file returns for arguments.
  func apply(
    _ function: CodeValue, _ items: [CodeForm.Item], _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    guard case .function(let expression) = function,
      case .function(let patterns, let result?, _) = expression.form, depth < 20
    else { return nil }
    var inner = bound
    for (index, pattern) in patterns.enumerated() {
      guard case .name(let name) = pattern else {
        // `({ host })` takes members of a map.
        if items.indices.contains(index),
          case .map(let members, _) = value(of: items[index].value, bound, depth: depth + 1)
        {
          for member in members where pattern.names.contains(member.name) {
            inner[member.name] = member.value
          }
        }
        continue
      }
      if items.indices.contains(index) {
        let value = value(of: items[index].value, bound, depth: depth + 1)
        if case .choice = value {
          inner[name] = unknown(items[index].value)
        } else {
          inner[name] = value
        }
      } else {
        inner[name] = nil
      }
    }
    return value(of: result, inner, depth: depth + 1)
  }

  func pairs(
    _ members: [CodeValue.Member], _ site: CodeExpression?
  ) -> CodeValue {
    let style = ListStyle([], in: 0..<0, of: program)
    let elements = members.map { member in
      if member.name.isEmpty {
        return CodeValue.Element(value: member.value, source: member.key, style: style)
      }
      let pair = [key(member), member.value].map {
        CodeValue.Element(value: $0, source: member.expression.range, style: style)
      }
      return CodeValue.Element(
        value: .list(pair, in: nil), source: member.expression.range, style: style)
    }
    return .list(elements, in: site)
  }

  /// What a method gives; `nil` when it is not known.
  func method(
    _ name: String, on receiver: CodeValue, _ items: [CodeForm.Item],
    _ expression: CodeExpression, _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    func argument(_ index: Int) -> CodeValue {
      items.indices.contains(index)
        ? value(of: items[index].value, bound, depth: depth + 1) : .nothing
    }
    switch (receiver, name) {
    case (.list, "join"):
      let separator = items.isEmpty ? program.language == .javaScript ? "," : "" : nil
      let text = separator.map { CodeValue.text(.unwritten($0), nil) } ?? argument(0)
      return join(receiver, text, site: expression)
    case (.text, "join") where program.language == .python:
      return join(argument(0), receiver, site: expression)
    case (.text(let text, let layout), "trim"), (.text(let text, let layout), "strip"),
      (.text(let text, let layout), "trimEnd"), (.text(let text, let layout), "trimStart"),
      (.text(let text, let layout), "rstrip"), (.text(let text, let layout), "lstrip"),
      (.text(let text, let layout), "chomp"):
      guard items.isEmpty else { return nil }
      return .text(text.trimmed, layout)
    case (.text(let text, let layout), "squish"):
      guard let pattern = WhiteSpacePattern("/\\s+/g".utf8) else { return nil }
      let plain = text.trimmed
      return .text(
        plain.replacing(pattern.matches(in: plain.bytes), with: .unwritten(" ")), layout)
    case (.text, "toString"), (.text, "to_s"), (.text, "valueOf"), (_, "freeze"), (.list, "flat"),
      (.list, "flatten"), (.list, "compact"), (.list, "to_a"), (.list, "uniq"):
      return receiver
    case (.text, "replace") where items.count >= 2, (.text, "replaceAll") where items.count == 2,
      (.text, "gsub") where items.count == 2, (.text, "tr") where items.count == 2:
      return replace(
        receiver, items[0].value, argument(0), argument(1),
        isFirst: name == "replace" && program.language == .javaScript)
    case (.text, "delete") where items.count == 1:
      return replace(receiver, items[0].value, argument(0), .text(MappedText(), nil))
    case (.text(var text, _), "concat"):
      for index in items.indices {
        guard let more = argument(index).text else { return nil }
        text.append(more)
      }
      return .text(text, nil)
    case (.list(var elements, let site), "concat"):
      for index in items.indices {
        guard case .list(let more, _) = argument(index) else {
          elements.insert(runTime(items[index].value), at: 0)
          continue
        }
        elements +=
          isShared(items[index].value, bound)
          ? shared(more, at: items[index].range, opening: ", [", closing: "]") : more
      }
      return .list(elements, in: site)
    case (.list(let elements, let site), "filter") where items.first?.value.path == "Boolean":
      let kept = elements.filter { element in
        switch element.value {
        case .flag(false), .nothing: false
        case .text(let text, _): !text.bytes.isEmpty
        default: true
        }
      }
      return .list(kept, in: site)
    case (.text(let text, _), "split") where items.count == 1:
      guard let separator = argument(0).text?.bytes, separator.count == 1 else { return nil }
      let style = ListStyle([], in: 0..<0, of: program)
      let lines = text.bytes.split(separator: separator[0], omittingEmptySubsequences: false)
      return .list(
        lines.map { line in
          .init(
            value: .text(text[line.startIndex..<line.endIndex], nil), source: expression.range,
            style: style)
        }, in: nil)
    case (.list, "map"), (.list, "flatMap"), (.list, "collect"):
      guard case .function(let function) = argument(0),
        case .function(let patterns, let result?, _) = function.form, let pattern = patterns.first
      else { return nil }
      return each(pattern, in: receiver, result, bound, depth)
    case (.map(let members, let site), "items"): return pairs(members, site)
    default: return nil
    }
  }

  /// An element that is known only at run time.
  func runTime(_ expression: CodeExpression) -> CodeValue.Element {
    .init(
      value: .unknown(program.source(expression.range)), source: expression.range,
      style: ListStyle([], in: 0..<0, of: program), copyMark: nil)
  }

  /// `dict(map, name=value, **map)`.
  private func dictionary(
    _ items: [CodeForm.Item], _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    var all: [CodeValue.Member] = []
    var site: CodeExpression?
    for item in items {
      let value = value(of: item.value, bound, depth: depth + 1)
      var members: [CodeValue.Member] = []
      if let name = item.name {
        let key = item.range.lowerBound..<item.range.lowerBound + name.utf8.count
        members = [.init(name: name, key: key, value: value, expression: item.value)]
      } else if case .map(let found, let place) = value {
        members = found
        site = place
      } else {
        return nil
      }
      all = all.filter { old in !members.contains { $0.name == old.name } } + members
    }
    return .map(all, in: site)
  }

  /// `format("img-src %s", host)`, and C#'s `"img-src {0}"`.
  func format(
    _ items: [CodeForm.Item], _ bound: Bindings, _ depth: Int, pattern: MappedText? = nil
  ) -> CodeValue? {
    let first = items.first.flatMap { value(of: $0.value, bound, depth: depth + 1).text }
    guard let known = pattern ?? first else { return nil }
    let arguments = pattern == nil ? Array(items.dropFirst()) : items
    let isNumbered = program.language == .csharp
    var text = MappedText()
    var position = 0
    var next = 0
    let bytes = known.bytes
    while let place = bytes[position...].firstIndex(of: isNumbered ? 0x7B : 0x25) {
      let mark = bytes[place...].prefix(3).map { $0 }
      let number = isNumbered ? Int(mark.dropFirst().first ?? 0) - 0x30 : next
      let width = isNumbered ? 3 : 2
      guard mark.count >= width, isNumbered ? mark[2] == 0x7D : mark[1] == 0x73,
        arguments.indices.contains(number)
      else { return nil }
      text.append(known[position..<place])
      let argument = arguments[number].value
      if let value = value(of: argument, bound, depth: depth + 1).text {
        text.append(.reference(to: value, at: argument.range, nil))
      } else {
        text.append(.runTime(program.source(argument.range), at: argument.range, nil))
      }
      next += 1
      position = place + width
    }
    text.append(known[position..<bytes.count])
    return .text(text, nil)
  }

  // MARK: Putting together and taking apart

  /// The elements of a list as one text.
  func join(
    _ list: CodeValue, _ separator: CodeValue, site: CodeExpression
  ) -> CodeValue? {
    guard case .list(let elements, let place) = list, let between = separator.text else {
      return nil
    }
    let mark = ASCIIText.string(between.bytes)
    let holdsDirectives =
      mark.contains(";") || elements.contains { $0.value.text?.bytes.contains(0x3B) == true }
    var text = MappedText()
    var isFirst = true
    for element in elements {
      let part: MappedText
      switch element.value {
      case .flag(false), .nothing: continue
      case .text(let known, _) where holdsDirectives && element.isOwn: part = known
      case .text(let known, _) where holdsDirectives:
        part = .reference(to: known, at: element.source, nil)
      case .unknown(let source) where holdsDirectives:
        part = .runTime(source, at: element.source, nil)
      case .choice where holdsDirectives:
        part = .runTime(program.source(element.source), at: element.source, nil)
      default: part = element.sourceText
      }
      if !isFirst { text.append(unwritten: mark) }
      isFirst = false
      text.append(part)
    }
    return .text(text, mark.contains(";") ? layout(of: place, elements) : nil)
  }

  /// A text with parts of it replaced.
  func replace(
    _ receiver: CodeValue, _ expression: CodeExpression, _ pattern: CodeValue,
    _ replacement: CodeValue, isPattern: Bool = false, isFirst: Bool = false
  ) -> CodeValue? {
    guard case .text(let text, let layout) = receiver else { return nil }
    let blank = replacement.text.map { $0.bytes.allSatisfy(CodeText.isSpace) } ?? false
    let between = replacement.text.map { MappedText.unwritten(ASCIIText.string($0.bytes)) }
    if case .pattern = expression.form {
      guard blank, let between,
        let space = WhiteSpacePattern(program.bytes[expression.range])
      else { return nil }
      let all = program.language == .ruby
      return .text(
        text.replacing(space.matches(in: text.bytes, all: all), with: between), layout)
    }
    guard let wanted = pattern.text?.bytes, !wanted.isEmpty else { return nil }
    if blank, let between {
      var body = wanted[...]
      if !isPattern || program.language == .php,
        program.language == .hcl || program.language == .php,
        wanted.count > 2, wanted.first == 0x2F,
        wanted.last == 0x2F
      {
        body = wanted.dropFirst().dropLast()
      }
      let mayMatch = isPattern || body.count < wanted.count || wanted.allSatisfy(CodeText.isSpace)
      if mayMatch, !wanted.allSatisfy({ $0 == 0x20 }) || isPattern,
        let space = WhiteSpacePattern(body: body, isGlobal: !isFirst)
      {
        return .text(text.replacing(space.matches(in: text.bytes), with: between), layout)
      }
    }
    // Text that stands for a value, such as `{{nonce}}`.
    var places: [Range<Int>] = []
    var index = 0
    while index + wanted.count <= text.bytes.count {
      if text.bytes[index...].starts(with: wanted) {
        places.append(index..<index + wanted.count)
        index += wanted.count
        if isFirst { break }
      } else {
        index += 1
      }
    }
    var value = MappedText()
    switch replacement {
    case .text(let known, _): value = .reference(to: known, at: expression.range, nil)
    case .unknown(let source): value = .runTime(source, at: expression.range, nil)
    default: return nil
    }
    return .text(text.replacing(places, with: value), nil)
  }
}

/// Names of directives as programs spell them.
enum CamelCase {
  /// `connectSrc` for `connect-src`.
  static func name(_ kebab: String) -> String {
    let words = kebab.split(separator: "-")
    return words.enumerated().map { index, word in
      index == 0 ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
    }.joined()
  }

  /// `connect-src` for `connectSrc` and `connect_src`.
  static func kebab(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isUppercase {
        text += "-" + character.lowercased()
      } else {
        text.append(character == "_" ? "-" : character)
      }
    }
    return text
  }
}
