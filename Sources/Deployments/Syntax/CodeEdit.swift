/// A statement that changes a list or a map which a name stands for.
struct CodeEdit: Sendable {
  /// What it does.
  enum Change: Sendable {
    /// Gives a member another value.
    case set(CodeExpression)
    /// Adds to a text or a list what a value holds.
    case add(CodeExpression)
    /// Adds elements to a list; whether the call takes further ones.
    case append([CodeForm.Item], takesMore: Bool)
    /// Takes over the members of a map.
    case merge(CodeExpression)
    case remove
    /// Something that is not followed.
    case other(CodeExpression)
  }

  /// The name.
  var name: String
  /// The members that lead to what is changed.
  var keys: [String]
  /// Where the last key stands.
  var key: Range<Int>
  var change: Change
  /// All of the statement.
  var range: Range<Int>
  /// The conditions that it stands under.
  var conditions: [String]
}

extension CodeExpression {
  /// The name that it is or is in, and the members that lead from there to it.
  var access: (name: String, keys: [String], key: Range<Int>)? {
    switch form {
    case .name(let name): return (name, [], range)
    case .member(let object, let key):
      guard let inner = object.access else { return nil }
      return (inner.name, inner.keys + [key], nameRange)
    case .index(let object, let key):
      guard let inner = object.access, let name = key.literal else { return nil }
      return (inner.name, inner.keys + [name], key.range)
    default: return nil
    }
  }
}

extension CodeParser {
  /// Notes that a statement changes what an expression stands for.
  mutating func note(_ change: CodeEdit.Change, of target: CodeExpression, from start: Int) {
    guard let (name, keys, key) = target.access else { return }
    program.uses[name] = max(0, program.uses[name, default: 0] - 1)
    program.edits.append(
      CodeEdit(
        name: name, keys: keys, key: key, change: change, range: start..<end,
        conditions: conditions))
  }

  /// Notes what a call does to the list or map that it is made on.
  ///
  /// - Returns: Whether it changes anything.
  mutating func noteCall(_ call: CodeExpression, from start: Int) -> Bool {
    guard case .call(let callee, let items) = call.form else { return false }
    if callee.path == "Object.assign", items.count > 1, let target = items.first?.value {
      for item in items.dropFirst() { note(.merge(item.value), of: target, from: start) }
      return true
    }
    guard case .member(let target, let method) = callee.form, target.access != nil else {
      return false
    }
    switch (language, method, items.count) {
    case (.javaScript, "push", 1...), (.javaScript, "unshift", 1...):
      note(.append(items, takesMore: true), of: target, from: start)
    case (.python, "append", 1), (.python, "add", 1):
      note(.append(items, takesMore: false), of: target, from: start)
    case (.python, "extend", 1): note(.add(items[0].value), of: target, from: start)
    case (.python, "update", 1) where items[0].name == nil:
      note(.merge(items[0].value), of: target, from: start)
    case (.python, "pop", 1...):
      let member = CodeExpression(form: .index(target, items[0].value), range: target.range)
      if member.access == nil {
        note(.other(call), of: target, from: start)
      } else {
        note(.remove, of: member, from: start)
      }
    case (_, "splice", _), (_, "insert", _), (_, "remove", _), (_, "clear", _), (_, "shift", _),
      (_, "pop", _):
      note(.other(call), of: target, from: start)
    default: return false
    }
    return true
  }
}
