import Diagnostics

/// Typed readers. Each throws a ``JSONError`` that points at this value and says what was expected
/// when the value is something else; `name` is what the message calls the value.
extension JSONNode {
  /// An error that points at this value.
  public func error(_ message: String) -> JSONError {
    JSONError(file: file, line: line, column: column, message: message)
  }

  /// What kind of value this is, with its article, such as `a string`.
  public var kind: String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// Whether this is `null`.
  public var isNull: Bool {
    if case .null = value { return true }
    return false
  }

  /// The string that this must be.
  public func string(_ name: String = "the value") throws(JSONError) -> String {
    guard case .string(let text) = value else { throw mismatch(name, "a string") }
    return text
  }

  /// The whole number that this must be.
  public func int(_ name: String = "the value") throws(JSONError) -> Int {
    guard case .number(let digits) = value else { throw mismatch(name, "a whole number") }
    guard let number = Int(digits) else {
      throw error("\(name) must be a whole number that fits 64 bits, not \(digits.prefix(40))")
    }
    return number
  }

  /// The truth value that this must be.
  public func bool(_ name: String = "the value") throws(JSONError) -> Bool {
    guard case .bool(let value) = value else { throw mismatch(name, "true or false") }
    return value
  }

  /// The elements of the array that this must be.
  public func array(_ name: String = "the value") throws(JSONError) -> [JSONNode] {
    guard case .array(let nodes) = value else { throw mismatch(name, "an array") }
    return nodes
  }

  /// The strings of the array that this must be.
  public func strings(_ name: String = "the value") throws(JSONError) -> [String] {
    var strings: [String] = []
    for (index, node) in try array(name).enumerated() {
      strings.append(try node.string("\(name)[\(index)]"))
    }
    return strings
  }

  /// The value of an enumeration whose raw string this must be; the error lists the cases.
  public func choice<Choice>(
    _ type: Choice.Type, _ name: String = "the value"
  ) throws(JSONError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let text = try string(name)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw error("\(name) must be one of \(known), not \(JSON.string(text).compact())")
    }
    return choice
  }

  /// The members of the object that this must be, whatever their keys.
  public func object(_ name: String = "the value") throws(JSONError) -> [Member] {
    guard case .object(let members) = value else { throw mismatch(name, "an object") }
    return members
  }

  /// The members of the object that this must be, to be read by key.
  ///
  /// A key that is not allowed is an error at its place; `nil` allows all, as in streams, where
  /// unknown fields are ignored. A required key that is missing is an error at the object.
  public func members(
    allowing allowed: [String]? = nil, required: [String] = [], _ name: String = "the value"
  ) throws(JSONError) -> JSONMembers {
    let members = try object(name)
    if let allowed {
      for member in members where !allowed.contains(member.key) {
        let known = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
        let nearest = NearestName.of(member.key, in: allowed)
        throw JSONError(
          file: file, line: member.keyLine, column: member.keyColumn,
          message: "unknown key \(JSON.string(member.key).compact()); "
            + (nearest.map { "did you mean \"\($0)\"? Known here: " } ?? "known here: ") + known)
      }
    }
    for key in required where !members.contains(where: { $0.key == key }) {
      throw error("the key \"\(key)\" is missing in this object")
    }
    return JSONMembers(node: self, members: members)
  }

  private func mismatch(_ name: String, _ expected: String) -> JSONError {
    error("\(name) must be \(expected), not \(kind)")
  }
}
