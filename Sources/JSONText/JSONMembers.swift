/// The members of a JSON object that was read, by key.
///
/// Made by ``JSONNode/members(allowing:required:_:)``. The plain readers throw when the key is
/// missing or the value has another type; the optional ones give `nil` for a missing key and for
/// `null`, and still throw for another type. Every error names the key and points at its place.
public struct JSONMembers: Sendable {
  /// The object.
  public let node: JSONNode
  let members: [JSONNode.Member]

  /// The value under a key; `nil` when the key is missing.
  public subscript(key: String) -> JSONNode? {
    members.first { $0.key == key }?.value
  }

  /// Whether the key occurs, be its value `null`.
  public func has(_ key: String) -> Bool { self[key] != nil }

  /// The value under a key that must occur.
  public func value(_ key: String) throws(JSONError) -> JSONNode {
    guard let value = self[key] else {
      throw node.error("the key \"\(key)\" is missing in this object")
    }
    return value
  }

  /// The value under a key; `nil` when it is missing or `null`.
  public func optional(_ key: String) -> JSONNode? {
    guard let value = self[key], !value.isNull else { return nil }
    return value
  }

  /// The string under a key.
  public func string(_ key: String) throws(JSONError) -> String {
    try value(key).string("\"\(key)\"")
  }

  /// The string under a key; `nil` when it is missing or `null`.
  public func optionalString(_ key: String) throws(JSONError) -> String? {
    try optional(key)?.string("\"\(key)\"")
  }

  /// The whole number under a key.
  public func int(_ key: String) throws(JSONError) -> Int {
    try value(key).int("\"\(key)\"")
  }

  /// The whole number under a key; `nil` when it is missing or `null`.
  public func optionalInt(_ key: String) throws(JSONError) -> Int? {
    try optional(key)?.int("\"\(key)\"")
  }

  /// The truth value under a key.
  public func bool(_ key: String) throws(JSONError) -> Bool {
    try value(key).bool("\"\(key)\"")
  }

  /// The truth value under a key; `nil` when it is missing or `null`.
  public func optionalBool(_ key: String) throws(JSONError) -> Bool? {
    try optional(key)?.bool("\"\(key)\"")
  }

  /// The elements of the array under a key.
  public func array(_ key: String) throws(JSONError) -> [JSONNode] {
    try value(key).array("\"\(key)\"")
  }

  /// The strings of the array under a key.
  public func strings(_ key: String) throws(JSONError) -> [String] {
    try value(key).strings("\"\(key)\"")
  }

  /// The strings of the array under a key; `nil` when it is missing or `null`.
  public func optionalStrings(_ key: String) throws(JSONError) -> [String]? {
    try optional(key)?.strings("\"\(key)\"")
  }
}
