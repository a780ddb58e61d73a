/// Takes a JSON value piece by piece, in the order of its text.
///
/// What is described once for a sink becomes a value with ``JSONBuilder``, or bytes with ``JSONWriter``.
public protocol JSONSink {
  /// Begins an object, whose members follow.
  mutating func beginObject()
  /// Ends the object.
  mutating func endObject()
  /// Begins a list, whose values follow.
  mutating func beginArray()
  /// Ends the list.
  mutating func endArray()
  /// The key of the member that follows.
  mutating func key(_ name: String)
  /// A string.
  mutating func string(_ text: String)
  /// A whole number.
  mutating func int(_ number: Int)
  /// `true` or `false`.
  mutating func bool(_ value: Bool)
  /// Any value.
  mutating func value(_ value: JSON)
}

extension JSONSink {
  /// A member that is a string; `null` for `nil`.
  public mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { string(text) } else { value(.null) }
  }

  /// A member that is a whole number; `null` for `nil`.
  public mutating func member(_ name: String, _ number: Int?) {
    key(name)
    if let number { int(number) } else { value(.null) }
  }

  /// A member that is `true` or `false`.
  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// A member that is any value.
  public mutating func member(_ name: String, _ value: JSON) {
    key(name)
    self.value(value)
  }

  /// A list of one value an element.
  public mutating func array<Elements: Sequence>(
    _ elements: Elements, _ describe: (inout Self, Elements.Element) -> Void
  ) {
    beginArray()
    for element in elements { describe(&self, element) }
    endArray()
  }

  /// An object.
  public mutating func object(_ describe: (inout Self) -> Void) {
    beginObject()
    describe(&self)
    endObject()
  }
}

/// Makes a value of the pieces.
public struct JSONBuilder: JSONSink, Sendable {
  private enum Open {
    case array([JSON])
    case object([JSON.Member], key: String)
  }

  private var open: [Open] = []
  /// The value, once all that began has ended.
  public private(set) var result = JSON.null

  /// Begins with nothing.
  public init() {}

  /// Begins an object, whose members follow.
  public mutating func beginObject() { open.append(.object([], key: "")) }

  /// Begins a list, whose values follow.
  public mutating func beginArray() { open.append(.array([])) }

  /// Ends the object.
  public mutating func endObject() {
    if case .object(let members, _)? = open.popLast() { value(.object(members)) }
  }

  /// Ends the list.
  public mutating func endArray() {
    if case .array(let values)? = open.popLast() { value(.array(values)) }
  }

  /// The key of the member that follows.
  public mutating func key(_ name: String) {
    if case .object(let members, _)? = open.popLast() { open.append(.object(members, key: name)) }
  }

  /// A string.
  public mutating func string(_ text: String) { value(.string(text)) }

  /// A whole number.
  public mutating func int(_ number: Int) { value(.int(number)) }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) { self.value(.bool(value)) }

  /// Any value.
  public mutating func value(_ value: JSON) {
    switch open.popLast() {
    case nil: result = value
    case .array(var values)?:
      values.append(value)
      open.append(.array(values))
    case .object(var members, let key)?:
      members.append(JSON.Member(key, value))
      open.append(.object(members, key: ""))
    }
  }
}

/// Appends the pieces to bytes, on one line without spaces, as ``JSON/write(compactTo:)`` does.
public struct JSONWriter: JSONSink, Sendable {
  /// What was written.
  public var bytes: [UInt8]
  /// Whether a comma goes before what comes next.
  private var isInside = false

  /// Begins to write.
  ///
  /// - Parameter bytes: What the text is appended to.
  public init(appendingTo bytes: consuming [UInt8] = []) { self.bytes = bytes }

  private mutating func begin() {
    if isInside { bytes.append(0x2C) }
    isInside = true
  }

  /// Begins an object, whose members follow.
  public mutating func beginObject() {
    begin()
    bytes.append(0x7B)
    isInside = false
  }

  /// Begins a list, whose values follow.
  public mutating func beginArray() {
    begin()
    bytes.append(0x5B)
    isInside = false
  }

  /// Ends the object.
  public mutating func endObject() {
    bytes.append(0x7D)
    isInside = true
  }

  /// Ends the list.
  public mutating func endArray() {
    bytes.append(0x5D)
    isInside = true
  }

  /// The key of the member that follows.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3A)
    isInside = false
  }

  /// A string.
  public mutating func string(_ text: String) {
    begin()
    JSON.write(text, to: &bytes)
  }

  /// A whole number.
  public mutating func int(_ number: Int) {
    begin()
    bytes.append(contentsOf: String(number).utf8)
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) {
    begin()
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Any value.
  public mutating func value(_ value: JSON) {
    begin()
    value.write(compactTo: &bytes)
  }

  /// A value that is JSON already.
  public mutating func text(_ json: ArraySlice<UInt8>) {
    begin()
    bytes.append(contentsOf: json)
  }

  /// Ends a line, so that a value of its own may follow.
  public mutating func endLine() {
    bytes.append(0x0A)
    isInside = false
  }
}
