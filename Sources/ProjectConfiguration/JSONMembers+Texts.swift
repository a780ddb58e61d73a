import JSONText

/// How messages call a vendor id, profile or region.
let idRule = "lower-case letters, digits and hyphens"

/// Whether a text is a vendor id, profile or region.
func isId(_ text: String) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
}

/// Whether a text for people or a path is not empty and without control characters.
func isText(_ text: String) -> Bool {
  !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
}

private let plain = "a text without control characters, and not empty"

extension JSONMembers {
  /// The string under a key that must follow a rule.
  func text(
    _ key: String, _ rule: String = plain, _ follows: (String) -> Bool = isText
  ) throws(JSONError) -> String {
    let node = try value(key)
    let text = try node.string("\"\(key)\"")
    guard follows(text) else { throw node.error("\"\(key)\" must be \(rule)") }
    return text
  }

  /// The string under a key; `nil` when it is missing or `null`.
  func optionalText(_ key: String) throws(JSONError) -> String? {
    optional(key) == nil ? nil : try text(key)
  }

  /// The strings of the array under a key, each once; `nil` when it is missing or `null`.
  func distinctTexts(
    _ key: String, _ rule: String = plain, _ follows: (String) -> Bool = isText
  ) throws(JSONError) -> [String]? {
    try optional(key)?.distinctTexts("\"\(key)\"", rule, follows)
  }

  /// The elements of the array under a key; none when it is missing or `null`.
  func list<Element>(
    _ key: String, _ read: (JSONNode) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    var elements: [Element] = []
    for node in try optional(key)?.array("\"\(key)\"") ?? [] { elements.append(try read(node)) }
    return elements
  }

  /// Refuses a name that two elements of the array under a key have.
  func requireDistinct(_ key: String, _ names: [String]) throws(JSONError) {
    var seen: Set<String> = []
    for (index, name) in names.enumerated() where !seen.insert(name).inserted {
      throw try array(key)[index].error(
        "the name \(JSON.string(name).compact()) stands twice in \"\(key)\"; rename one")
    }
  }

  /// The time under a key; `nil` when it is missing or `null`.
  func duration(
    _ key: String, isZeroAllowed: Bool = true
  ) throws(JSONError) -> Duration? {
    guard let node = optional(key) else { return nil }
    guard let time = Duration(configured: try node.string("\"\(key)\"")) else {
      throw node.error("\"\(key)\" must be a time like \"30s\", \"15m\", \"6h\" or \"7d\"")
    }
    if time == .zero, !isZeroAllowed { throw node.error("\"\(key)\" must be more than 0") }
    return time
  }
}

extension JSONNode {
  /// The strings of the array that this must be, each once and following a rule.
  func distinctTexts(
    _ name: String, _ rule: String = plain, _ follows: (String) -> Bool = isText
  ) throws(JSONError) -> [String] {
    var texts: [String] = []
    for node in try array(name) {
      let text = try node.string("an element of \(name)")
      guard follows(text) else { throw node.error("an element of \(name) must be \(rule)") }
      if texts.contains(text) {
        throw node.error("\(JSON.string(text).compact()) stands twice in \(name)")
      }
      texts.append(text)
    }
    return texts
  }
}
