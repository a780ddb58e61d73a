/// Reads JSON and what passes for it.
struct JSONParser {
  typealias Fault = JSONSource.Fault

  let bytes: [UInt8]
  var index: Int
  /// What the platform reads besides JSON.
  let taken: Set<JSONSource.Laxity>
  private var depth = 0
  private(set) var laxity: Fault?

  init(bytes: [UInt8], index: Int, taken: Set<JSONSource.Laxity>) {
    self.bytes = bytes
    self.index = index
    self.taken = taken
  }

  mutating func document() throws(Fault) -> DataNode {
    let value = try value()
    try skip()
    guard index == bytes.count else { throw fault("text after the value") }
    return value
  }

  private func fault(_ message: String) -> Fault { Fault(offset: index, message: message) }

  private mutating func tolerate(
    _ message: String, _ kind: JSONSource.Laxity = .json5, at offset: Int? = nil
  ) {
    guard laxity == nil, !taken.contains(kind) else { return }
    laxity = Fault(offset: offset ?? index, message: message, laxity: kind)
  }

  /// Passes over white space and comments.
  private mutating func skip() throws(Fault) {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case 0x2F where index + 1 < bytes.count && bytes[index + 1] == 0x2F:
        tolerate("a comment", .lineComment)
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      case 0x2F where index + 1 < bytes.count && bytes[index + 1] == 0x2A:
        tolerate("a comment")
        index += 2
        while index < bytes.count, !bytes[index...].starts(with: [0x2A, 0x2F]) { index += 1 }
        guard index < bytes.count else { throw fault("a comment without end") }
        index += 2
      default: return
      }
    }
  }

  private mutating func value() throws(Fault) -> DataNode {
    try skip()
    guard index < bytes.count else { throw fault("the document ends too early") }
    let start = index
    switch bytes[index] {
    case 0x22, 0x27:
      let range = try string()
      let bytes = bytes
      return DataNode(.text { JSONSource.text(of: bytes, in: range) }, in: start..<index)
    case 0x7B:
      let entries = try members()
      return DataNode(.map(entries), in: start..<index)
    case 0x5B:
      let elements = try elements()
      return DataNode(.list(elements), in: start..<index)
    default:
      while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
      guard index > start else { throw fault("no value") }
      return DataNode(.word(ASCIIText.string(bytes[start..<index])), in: start..<index)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || [0x2B, 0x2D, 0x2E].contains(byte)
  }

  /// What stands between the quotes, escapes and all.
  private mutating func string() throws(Fault) -> Range<Int> {
    let quote = bytes[index]
    if quote == 0x27 { tolerate("a string in single quotes") }
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == 0x0A { throw fault("a string that does not end on its line") }
      index += bytes[index] == 0x5C ? 2 : 1
    }
    guard index < bytes.count else { throw fault("a string without end") }
    index += 1
    return start..<index - 1
  }

  private mutating func enter() throws(Fault) {
    index += 1
    depth += 1
    if depth > 256 { throw fault("nested more than 256 deep") }
    try skip()
  }

  /// Goes on after an element; `false` at the end of what encloses it.
  private mutating func goesOn(_ end: UInt8) throws(Fault) -> Bool {
    try skip()
    guard index < bytes.count else { throw fault("the document ends too early") }
    if bytes[index] == 0x2C {
      let comma = index
      index += 1
      try skip()
      if index < bytes.count, bytes[index] == end {
        tolerate("a trailing comma", at: comma)
      } else {
        return true
      }
    }
    guard index < bytes.count, bytes[index] == end else { throw fault("a comma is missing") }
    index += 1
    depth -= 1
    return false
  }

  private mutating func elements() throws(Fault) -> [DataNode] {
    try enter()
    var elements: [DataNode] = []
    if index < bytes.count, bytes[index] == 0x5D {
      index += 1
      depth -= 1
      return elements
    }
    repeat { elements.append(try value()) } while try goesOn(0x5D)
    return elements
  }

  private mutating func members() throws(Fault) -> [DataNode.Entry] {
    try enter()
    var entries: [DataNode.Entry] = []
    if index < bytes.count, bytes[index] == 0x7D {
      index += 1
      depth -= 1
      return entries
    }
    repeat {
      try skip()
      let start = index
      let key = try key()
      let place = start..<index
      try skip()
      guard index < bytes.count, bytes[index] == 0x3A else { throw fault("a colon is missing") }
      index += 1
      entries.append(DataNode.Entry(key: key, place: place, value: try value()))
    } while try goesOn(0x7D)
    return entries
  }

  private mutating func key() throws(Fault) -> String {
    guard index < bytes.count else { throw fault("a name is missing") }
    if bytes[index] == 0x22 || bytes[index] == 0x27 {
      let range = try string()
      guard bytes[range].contains(0x5C) else { return ASCIIText.string(bytes[range]) }
      return ASCIIText.string(JSONSource.text(of: bytes, in: range).bytes)
    }
    let start = index
    while index < bytes.count, CodeText.isNamePart(bytes[index]) { index += 1 }
    guard index > start, CodeText.isNameStart(bytes[start]) else {
      throw fault("a name is missing")
    }
    tolerate("a name without quotes", at: start)
    return ASCIIText.string(bytes[start..<index])
  }
}
