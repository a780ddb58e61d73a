import JSONText

extension JSONMembers {
  /// The string under a key that must follow a rule.
  func text(
    _ key: String, _ rule: String, _ follows: (String) -> Bool
  ) throws(JSONError) -> String {
    let text = try string(key)
    guard follows(text) else {
      throw try value(key).error(
        "\"\(key)\" must be \(rule), not \(JSON.string(String(text.prefix(80))).compact())")
    }
    return text
  }

  /// The string under a key that must follow a rule; `nil` when it is missing or `null`.
  func optionalText(
    _ key: String, _ rule: String = "a text without control characters",
    _ follows: (String) -> Bool = Grammar.isText
  ) throws(JSONError) -> String? {
    optional(key) == nil ? nil : try text(key, rule, follows)
  }

  /// The short text in our own words under a key; `nil` when it is missing or `null`.
  func condition(_ key: String) throws(JSONError) -> String? {
    try optionalText(
      key, "a text of at most \(Grammar.conditionLimit) characters without control characters",
      { Grammar.isText($0) && $0.unicodeScalars.count <= Grammar.conditionLimit })
  }

  /// The elements of the array under a key, at least one.
  func nonEmpty(_ key: String) throws(JSONError) -> [JSONNode] {
    let nodes = try array(key)
    if nodes.isEmpty { throw try value(key).error("\"\(key)\" must have at least one element") }
    return nodes
  }
}
