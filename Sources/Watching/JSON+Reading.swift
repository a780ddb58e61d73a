public import JSONText

extension JSON {
  /// Reads what this program has written before.
  init(parsing text: String) throws(JSONError) {
    self.init(try JSONNode(parsing: Array(text.utf8), file: "stored JSON"))
  }

  /// A value that was read, without its places.
  public init(_ node: JSONNode) {
    switch node.value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let digits): self = .number(digits)
    case .string(let text): self = .string(text)
    case .array(let nodes): self = .array(nodes.map { JSON($0) })
    case .object(let members):
      self = .object(members.map { Member($0.key, JSON($0.value)) })
    }
  }

  /// The elements, when this is an array.
  public var elements: [JSON]? {
    guard case .array(let values) = self else { return nil }
    return values
  }
}
