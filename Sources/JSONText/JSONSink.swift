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
  /// The key of the member that follows, of characters that JSON need not escape.
  mutating func key(_ name: StaticString)
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
  @inlinable
  public mutating func member(_ name: StaticString, _ text: String?) {
    key(name)
    if let text { string(text) } else { value(.null) }
  }

  /// A member that is a whole number; `null` for `nil`.
  @inlinable
  public mutating func member(_ name: StaticString, _ number: Int?) {
    key(name)
    if let number { int(number) } else { value(.null) }
  }

  /// A member that is `true` or `false`.
  @inlinable
  public mutating func member(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// A member that is any value.
  @inlinable
  public mutating func member(_ name: StaticString, _ value: JSON) {
    key(name)
    self.value(value)
  }

  /// A list of one value an element.
  @inlinable
  public mutating func array<Elements: Sequence>(
    _ elements: Elements, _ describe: (inout Self, Elements.Element) -> Void
  ) {
    beginArray()
    for element in elements { describe(&self, element) }
    endArray()
  }

  /// An object.
  @inlinable
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

  /// The key of the member that follows, of characters that JSON need not escape.
  public mutating func key(_ name: StaticString) {
    if case .object(let members, _)? = open.popLast() {
      open.append(.object(members, key: "\(name)"))
    }
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

/// Writes the pieces on one line without spaces, as ``JSON/write(compactTo:)`` does.
public struct JSONWriter: JSONSink, Sendable {
  /// Room for the text; only ``end`` bytes of it count.
  private var room: [UInt8] = []
  private static let mostKept = 2 << 20
  private var end = 0
  /// Whether a comma goes before what comes next.
  private var isInside = false

  /// Begins with nothing written.
  public init() {}

  /// What was written.
  public var bytes: ArraySlice<UInt8> { room[..<end] }

  /// Begins again with nothing written, in the same room unless it grew large.
  public mutating func removeAll() {
    if room.count > Self.mostKept { room = [] }
    end = 0
    isInside = false
  }

  /// Appends a comma where one is needed, then what `fill` writes into `count` bytes of room.
  @inline(__always)
  private mutating func append(
    _ count: Int, isValue: Bool = true, _ fill: (UnsafeMutablePointer<UInt8>) -> Void
  ) {
    let comma = isInside ? 1 : 0
    if end + count + 1 > room.count { grow(by: count + 1) }
    room.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      if comma == 1 { base[end] = 0x2C }
      fill(base + end + comma)
    }
    end += comma + count
    isInside = isValue
  }

  private mutating func grow(by count: Int) {
    room += [UInt8](repeating: 0, count: max(count, room.count, 1 << 8))
  }

  private mutating func close(_ byte: UInt8) {
    isInside = false
    append(1) { $0[0] = byte }
  }

  /// Begins an object, whose members follow.
  public mutating func beginObject() { append(1, isValue: false) { $0[0] = 0x7B } }

  /// Begins a list, whose values follow.
  public mutating func beginArray() { append(1, isValue: false) { $0[0] = 0x5B } }

  /// Ends the object.
  public mutating func endObject() { close(0x7D) }

  /// Ends the list.
  public mutating func endArray() { close(0x5D) }

  /// The key of the member that follows, of characters that JSON need not escape.
  public mutating func key(_ name: StaticString) {
    let count = name.utf8CodeUnitCount
    append(count + 3, isValue: false) { place in
      place[0] = 0x22
      (place + 1).update(from: name.utf8Start, count: count)
      place[count + 1] = 0x22
      place[count + 2] = 0x3A
    }
  }

  /// A string.
  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { source in
      var isOdd: UInt8 = 0
      for byte in source { isOdd |= (byte < 0x20 || byte == 0x22 || byte == 0x5C) ? 1 : 0 }
      if isOdd != 0 {
        var escaped: [UInt8] = []
        JSON.write(String(decoding: source, as: UTF8.self), to: &escaped)
        return self.text(escaped.span)
      }
      append(source.count + 2) { place in
        place[0] = 0x22
        if let start = source.baseAddress {
          (place + 1).update(from: start, count: source.count)
        }
        place[source.count + 1] = 0x22
      }
    }
  }

  /// A whole number.
  public mutating func int(_ number: Int) {
    var rest = number.magnitude
    var count = number < 0 ? 2 : 1
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    append(count) { place in
      var rest = number.magnitude
      var index = count
      repeat {
        index -= 1
        place[index] = 0x30 + UInt8(rest % 10)
        rest /= 10
      } while rest > 0
      if number < 0 { place[0] = 0x2D }
    }
  }

  /// `true` or `false`.
  public mutating func bool(_ value: Bool) {
    let name: StaticString = value ? "true" : "false"
    append(name.utf8CodeUnitCount) {
      $0.update(from: name.utf8Start, count: name.utf8CodeUnitCount)
    }
  }

  /// Any value.
  public mutating func value(_ value: JSON) {
    var bytes: [UInt8] = []
    value.write(compactTo: &bytes)
    text(bytes.span)
  }

  /// A value that is JSON already.
  public mutating func text(_ json: Span<UInt8>) {
    json.withUnsafeBufferPointer { source in
      append(source.count) { place in
        if let start = source.baseAddress { place.update(from: start, count: source.count) }
      }
    }
  }

  /// Ends a line, so that a value of its own may follow.
  public mutating func endLine() {
    isInside = false
    append(1, isValue: false) { $0[0] = 0x0A }
  }
}
