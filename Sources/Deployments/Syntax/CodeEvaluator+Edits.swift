/// What becomes of lists and maps after they were made.
extension CodeEvaluator {
  /// A value with the changes that the file makes to it.
  ///
  /// - Parameters:
  ///   - value: What the name was declared to be.
  ///   - name: The name.
  ///   - scope: Where that name means it.
  ///   - places: Which statements have run: from the declaration on, up to the place that asks.
  ///   - bound: Parameters that have a value.
  ///   - depth: How many names and calls led here.
  /// - Returns: It then; what is not followed stands in it as a run-time part.
  func edited(
    _ value: CodeValue, _ name: String, in scope: Range<Int>, _ places: Range<Int>,
    _ bound: Bindings = [:], _ depth: Int = 0
  ) -> CodeValue {
    var value = value
    for edit in program.edits
    where edit.name == name && scope.contains(edit.range.lowerBound)
      && places.lowerBound <= edit.range.lowerBound && edit.range.upperBound <= places.upperBound
    {
      // A parameter or a variable of an inner block may have the same name.
      let inner = program.declarations.lazy.filter {
        $0.name == name && $0.scope.contains(edit.range.lowerBound)
      }
      if inner.contains(where: { $0.scope.count < scope.count }) { continue }
      if DevelopmentCondition.holds(in: edit.conditions) { continue }
      if program.language == .python, !edit.conditions.isEmpty { continue }
      value = changed(value, edit, edit.keys[...], bound, depth) ?? value
    }
    return value
  }

  /// A value with one change made to it or to what its members hold; `nil` when it has no such.
  private func changed(
    _ value: CodeValue, _ edit: CodeEdit, _ keys: ArraySlice<String>, _ bound: Bindings,
    _ depth: Int
  ) -> CodeValue? {
    guard let key = keys.first else { return changed(value, edit, bound, depth) }
    guard case .map(var members, let site) = value else { return nil }
    let place = members.lastIndex { $0.name == key }
    let old = place.map { members[$0].value }
    var new: CodeValue
    var expression = place.map { members[$0].expression }
    if keys.count == 1, case .remove = edit.change {
      new = .nothing
    } else if keys.count == 1, case .set(let assigned) = edit.change {
      new = later(self.value(of: assigned, bound, depth: depth + 1))
      expression = assigned
    } else {
      guard let old, let inner = changed(old, edit, keys.dropFirst(), bound, depth) else {
        return nil
      }
      new = inner
    }
    if keys.count == 1, let condition = edit.conditions.last {
      switch edit.change {
      case .remove, .set: new = .choice(condition, new, old ?? .nothing)
      default: break
      }
    }
    if let place {
      if case .nothing = new {
        members.remove(at: place)
      } else {
        members[place].value = new
        if let expression { members[place].expression = expression }
      }
    } else if let expression {
      members.append(.init(name: key, key: edit.key, value: new, expression: expression))
    }
    return .map(members, in: site)
  }

  /// A value with a change made to itself.
  private func changed(
    _ value: CodeValue, _ edit: CodeEdit, _ bound: Bindings, _ depth: Int
  ) -> CodeValue? {
    let place = CodeExpression(form: .other([]), range: edit.range)
    // What a condition adds may be there or not.
    let isCertain = edit.conditions.isEmpty
    switch (edit.change, value) {
    case (.append(let items, let takesMore), .list(let elements, let site)):
      guard isCertain else { return joined(value, unknown(place), place) }
      let list = CodeExpression(form: .list(items), range: edit.range)
      guard case .list(let added, _) = later(self.value(of: list, bound, depth: depth + 1)) else {
        return nil
      }
      // In front where the call takes no more, so that what is added goes elsewhere.
      return .list(takesMore ? elements + added : added.map(\.closed) + elements, in: site)
    case (.add(let expression), _):
      let added = isCertain ? self.value(of: expression, bound, depth: depth + 1) : unknown(place)
      return joined(value, later(added), expression)
    case (.merge(let expression), .map(let members, let site)):
      let added = later(self.value(of: expression, bound, depth: depth + 1))
      guard isCertain, case .map(let more, _) = added else { return unknown(expression) }
      return .map(
        members.filter { old in !more.contains { $0.name == old.name } } + more, in: site)
    case (.other, .list): return joined(value, unknown(place), place)
    case (.set, _), (.remove, _), (.append, _), (.merge, _), (.other, _): return nil
    }
  }

  /// A value whose names need not mean anything where the list or the map was made.
  private func later(_ value: CodeValue) -> CodeValue {
    switch value {
    case .list(let elements, let site):
      return .list(
        elements.map {
          var element = $0
          element.copyMark = nil
          return element
        }, in: site)
    case .map(let members, let site):
      return .map(
        members.map {
          var member = $0
          member.value = later(member.value)
          return member
        }, in: site)
    default: return value
    }
  }
}

extension CodeValue.Element {
  /// It where no further element can be added behind it.
  fileprivate var closed: CodeValue.Element {
    var element = self
    element.takesMore = false
    return element
  }
}
