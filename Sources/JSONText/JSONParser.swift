/// Reads one JSON value from bytes in one pass.
struct JSONParser {
  let bytes: UnsafeRawBufferPointer
  let file: String
  let mode: JSONNode.Mode
  var position = 0
  var line: Int
  var lineStart = 0

  init(bytes: UnsafeRawBufferPointer, file: String, line: Int, mode: JSONNode.Mode) {
    self.bytes = bytes
    self.file = file
    self.line = line
    self.mode = mode
  }

  mutating func parse() throws(JSONError) -> JSONNode {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw error("a byte order mark stands before the text; save it as UTF-8 without one")
    }
    skipSpace()
    if position == bytes.count { throw error("the text is empty; a JSON value was expected") }
    let node = try value(depth: 0)
    skipSpace()
    if position < bytes.count {
      throw error("\(found()) stands after the end of the JSON value")
    }
    return node
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(JSONError) -> JSONNode {
    let start = position
    let startLine = line
    let column = position - lineStart + 1
    let value: JSONNode.Value
    switch byte {
    case UInt8(ascii: "\""): value = .string(try string())
    case UInt8(ascii: "{"): value = .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): value = .array(try array(depth: depth + 1))
    case UInt8(ascii: "-"), UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "2"),
      UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "5"), UInt8(ascii: "6"),
      UInt8(ascii: "7"), UInt8(ascii: "8"), UInt8(ascii: "9"):
      value = .number(try number())
    case UInt8(ascii: "t"):
      try word("true")
      value = .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      value = .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      value = .null
    default: throw error("a JSON value was expected, not \(found())")
    }
    return JSONNode(value: value, offset: start, line: startLine, column: column, file: file)
  }

  private mutating func object(depth: Int) throws(JSONError) -> [JSONNode.Member] {
    try enter(depth)
    var members: [JSONNode.Member] = []
    var keys = KeySet()
    skipSpace()
    if take(UInt8(ascii: "}")) { return members }
    while true {
      guard byte == UInt8(ascii: "\"") else {
        throw error(
          "a key in double quotes was expected, not \(found())"
            + (byte == UInt8(ascii: "}") ? "; remove the comma before it" : ""))
      }
      let keyPosition = position
      let keyColumn = position - lineStart + 1
      let key = try string()
      if let first = keys.insert(key, after: members) {
        throw error(
          "the key \(JSON.string(key).compact()) stands twice in this object; "
            + "it is also on line \(first)", at: keyPosition)
      }
      let keyLine = line
      skipSpace()
      guard take(UInt8(ascii: ":")) else {
        throw error("a colon was expected after the key, not \(found())")
      }
      skipSpace()
      let value = try value(depth: depth)
      members.append(
        JSONNode.Member(key: key, keyLine: keyLine, keyColumn: keyColumn, value: value))
      skipSpace()
      if take(UInt8(ascii: ",")) {
        skipSpace()
      } else if take(UInt8(ascii: "}")) {
        return members
      } else {
        throw error("a comma or } was expected, not \(found())")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSONNode] {
    try enter(depth)
    var nodes: [JSONNode] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return nodes }
    while true {
      if byte == UInt8(ascii: "]") {
        throw error("a JSON value was expected, not ']'; remove the comma before it")
      }
      nodes.append(try value(depth: depth))
      skipSpace()
      if take(UInt8(ascii: ",")) {
        skipSpace()
      } else if take(UInt8(ascii: "]")) {
        return nodes
      } else {
        throw error("a comma or ] was expected, not \(found())")
      }
    }
  }

  private mutating func enter(_ depth: Int) throws(JSONError) {
    if depth > JSONNode.depthLimit {
      throw error("arrays and objects are nested deeper than \(JSONNode.depthLimit) levels")
    }
    position += 1
  }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[index]) else {
        throw error("\"\(word)\" was expected here, not \(found()); strings need double quotes")
      }
    }
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if isDigit(byte) { throw error("a number must not start with a zero") }
    } else {
      try digits()
    }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    guard isDigit(byte) else { throw error("a digit was expected in the number, not \(found())") }
    while isDigit(byte) { position += 1 }
  }

  // MARK: Bytes

  /// The byte at the position; `nil` at the end.
  var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  mutating func take(_ wanted: UInt8) -> Bool {
    guard byte == wanted else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A:
        position += 1
        line += 1
        lineStart = position
      default: return
      }
    }
  }

  // MARK: Messages

  func error(_ message: String, at place: Int? = nil) -> JSONError {
    JSONError(
      file: file, line: line, column: (place ?? position) - lineStart + 1, message: message)
  }

  /// What stands at the position, for a message.
  func found() -> String {
    guard let byte else { return "the end of the text" }
    if byte > 0x20, byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
    return "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

/// The keys of an object so far: a scan while there are few, a table from then on.
private struct KeySet {
  private var lines: [String: Int] = [:]

  /// Gives the line of the same key when one of the members has it.
  mutating func insert(_ key: String, after members: [JSONNode.Member]) -> Int? {
    if members.count < 12 {
      return members.first { $0.key == key }?.keyLine
    }
    if lines.isEmpty {
      for member in members { lines[member.key] = member.keyLine }
    } else if let last = members.last {
      lines[last.key] = last.keyLine
    }
    return lines[key]
  }
}
