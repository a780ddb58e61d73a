/// A JSON value to be written.
///
/// Members keep their order and numbers their digits, so that what is written is what was meant,
/// byte for byte. To read a text use ``JSONNode``, which knows positions.
public enum JSON: Sendable, Hashable {
  /// A key and its value in an object.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSON

    /// Makes a member.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number, as its digits stand in the text; written as they are.
  case number(String)
  /// A string.
  case string(String)
  /// A list.
  case array([JSON])
  /// Members in the order in which they are written.
  case object([Member])

  /// A whole number.
  public static func int(_ value: Int) -> JSON { .number(String(value)) }

  /// A list of strings.
  public static func strings(_ values: [String]) -> JSON { .array(values.map { .string($0) }) }

  /// A string, or `null` for `nil`.
  public init(_ value: String?) {
    self = value.map { .string($0) } ?? .null
  }

  /// A whole number, or `null` for `nil`.
  public init(_ value: Int?) {
    self = value.map { .int($0) } ?? .null
  }

  /// The value under a key; `nil` when this is no object or has no such key.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value at an index; `nil` when this is no array or is shorter.
  public subscript(index: Int) -> JSON? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }

  /// The string, when this is one.
  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  var isScalar: Bool {
    switch self {
    case .null, .bool, .number, .string: true
    case .array, .object: false
    }
  }
}

extension JSON: ExpressibleByStringInterpolation {
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
}

extension JSON: ExpressibleByBooleanLiteral {
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByNilLiteral {
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByArrayLiteral {
  /// A list.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
  /// An object with its members in the order given.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
