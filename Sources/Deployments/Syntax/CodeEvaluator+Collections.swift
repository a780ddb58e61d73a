/// Lists, maps and loops over them.
extension CodeEvaluator {
  func elements(
    _ items: [CodeForm.Item], in list: CodeExpression, _ bound: Bindings, _ depth: Int
  ) -> [CodeValue.Element] {
    let style = ListStyle(items, in: list.range, of: program)
    var found: [CodeValue.Element] = []
    for item in items {
      let value = value(of: item.value, bound, depth: depth + 1)
      if item.isSpread || { if case .each = item.value.form { true } else { false } }() {
        if case .list(let spread, _) = value {
          let isShared = isShared(item.value, bound)
          found += spread.map { element in
            var element = element
            if isShared {
              element.isOwn = false
              element.source = item.range
              element.style = style
              element.copyMark = ""
            }
            return element
          }
        } else if case .nothing = value {
          continue
        } else {
          found.append(
            .init(
              value: .unknown(program.source(item.value.range)), source: item.range, style: style))
        }
      } else {
        var isOwn = false
        if case .text = item.value.form { isOwn = true }
        if case .sum = item.value.form { isOwn = true }
        if case .call = item.value.form, value.text != nil { isOwn = !isShared(item.value, bound) }
        found.append(
          .init(value: value, source: item.value.range, style: style, isOwn: isOwn))
      }
    }
    return found
  }

  func map(
    _ entries: [CodeForm.Entry], in map: CodeExpression, _ bound: Bindings, _ depth: Int
  ) -> CodeValue {
    var members: [CodeValue.Member] = []
    for entry in entries {
      let value = value(of: entry.value, bound, depth: depth + 1)
      guard let key = entry.key else {
        guard case .map(let spread, _) = value else {
          if keepsSpreads {
            members.append(
              .init(name: "", key: entry.range, value: value, expression: entry.value))
            continue
          }
          // Members that may be there: one without a name stands for them.
          switch value {
          case .choice, .unknown, .function:
            members.append(
              .init(
                name: "", key: entry.range, value: .unknown(program.source(entry.value.range)),
                expression: entry.value))
          default: break
          }
          continue
        }
        for member in spread {
          members.removeAll { $0.name == member.name && !$0.name.isEmpty }
          members.append(member)
        }
        continue
      }
      var name: String?
      if case .symbol(let symbol) = key.form {
        name = symbol
      } else {
        name = self.value(of: key, bound, depth: depth + 1).text.map { ASCIIText.string($0.bytes) }
      }
      guard let name else { continue }
      let member = CodeValue.Member(
        name: name, key: key.range, value: value, expression: entry.value)
      if let index = members.firstIndex(where: { $0.name == name }) {
        members[index] = member
      } else {
        members.append(member)
      }
    }
    return .map(members, in: map)
  }

  /// What a loop makes of each element; `nil` when that is not known.
  func each(
    _ pattern: CodeForm.Pattern, in all: CodeValue, _ result: CodeExpression, _ bound: Bindings,
    _ depth: Int
  ) -> CodeValue? {
    var sets: [Bindings] = []
    switch all {
    case .list(let elements, _):
      for element in elements {
        switch pattern {
        case .name(let name): sets.append([name: element.value])
        case .list(let names):
          guard case .list(let parts, _) = element.value, parts.count == names.count else {
            return nil
          }
          let pairs = zip(names, parts.map(\.value))
          sets.append(Dictionary(pairs) { first, _ in first })
        }
      }
    case .map(let members, _):
      // HCL goes through a map by sorted key, as a pair.
      guard case .list(let names) = pattern, names.count == 2 else { return nil }
      for member in members.sorted(by: { $0.name < $1.name }) {
        sets.append([names[0]: key(member), names[1]: member.value])
      }
    default: return nil
    }
    var found: [CodeValue.Element] = []
    for set in sets {
      let value = value(of: result, bound.merging(set) { $1 }, depth: depth + 1)
      found.append(
        .init(
          value: value, source: result.range,
          style: ListStyle([], in: result.range, of: program), copyMark: nil))
    }
    var site: CodeExpression?
    if case .map(_, let map) = all { site = map }
    if case .list(_, let list) = all, case .map = list?.form { site = list }
    return .list(found, in: site)
  }

  /// Elements of a list that other places use too: what is added is a list of its own behind it.
  func shared(
    _ elements: [CodeValue.Element], at place: Range<Int>, opening: String, closing: String,
    copyMark: String? = nil
  ) -> [CodeValue.Element] {
    var style = ListStyle([], in: 0..<0, of: program)
    style.separator = opening
    style.after = closing
    return elements.map { element in
      var element = element
      element.isOwn = false
      element.source = place
      element.style = style
      element.copyMark = copyMark
      return element
    }
  }

  /// The name of a member as text.
  func key(_ member: CodeValue.Member) -> CodeValue {
    if member.name.isEmpty { return member.value }
    return .text(.reference(to: .unwritten(member.name), at: member.key, nil), nil)
  }
}
