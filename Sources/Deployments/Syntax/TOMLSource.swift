/// A TOML 1.0 document whose strings know their bytes.
struct TOMLSource {
  /// How a string is quoted.
  enum Quotes: Sendable, Hashable {
    case basic, literal, longBasic, longLiteral
  }

  /// A table, an array or a value; a class because headers add to tables from anywhere.
  final class Node {
    enum Content {
      case string(Range<Int>, Quotes)
      case table([(key: String, value: Node)])
      case array([Node])
      /// A number, a truth value or a date.
      case other
    }

    var content: Content

    init(_ content: Content) { self.content = content }

    /// The value under a key.
    subscript(key: String) -> Node? {
      guard case .table(let members) = content else { return nil }
      return members.first { $0.key == key }?.value
    }

    /// The members of a table.
    var members: [(key: String, value: Node)] {
      if case .table(let members) = content { members } else { [] }
    }

    /// The elements of an array.
    var elements: [Node] { if case .array(let elements) = content { elements } else { [] } }
  }

  /// What is not TOML, and where.
  struct Fault: Error {
    var offset: Int
    var message: String
  }

  let bytes: [UInt8]
  let root: Node

  /// Reads a document.
  init(_ file: SourceFile) throws(Fault) {
    bytes = file.bytes
    var parser = TOMLParser(bytes: file.bytes, index: file.start)
    root = try parser.document()
  }

  /// The text of a string node.
  func string(_ node: Node?) -> String? {
    text(node).map { ASCIIText.string($0.bytes) }
  }

  /// The text of a string node, with the places of its parts.
  func text(_ node: Node?) -> MappedText? {
    guard case .string(let range, let quotes) = node?.content else { return nil }
    return Self.text(of: bytes, in: range, quotes)
  }

  static func text(of bytes: [UInt8], in range: Range<Int>, _ quotes: Quotes) -> MappedText {
    let spelling =
      switch quotes {
      case .basic: QuotedText(escaped: "\"\\", forbidden: "\n\r\t")
      case .longBasic: QuotedText(escaped: "\"\\")
      case .literal: QuotedText(forbidden: "'\n\r")
      case .longLiteral: QuotedText()
      }
    if quotes == .literal || quotes == .longLiteral {
      return MappedText(of: bytes, in: range, spelling)
    }
    var text = MappedText()
    var index = range.lowerBound
    while index < range.upperBound {
      let end = bytes[index..<range.upperBound].firstIndex(of: 0x5C) ?? range.upperBound
      text.append(of: bytes, in: index..<end, spelling)
      index = end
      guard index < range.upperBound else { break }
      let escape = escape(bytes, index, range.upperBound)
      text.append(escape.text, escapedAs: index..<escape.end, spelling)
      index = escape.end
    }
    return text
  }

  private static func escape(
    _ bytes: [UInt8], _ start: Int, _ limit: Int
  ) -> (text: [UInt8], end: Int) {
    guard start + 1 < limit else { return ([0x5C], start + 1) }
    func scalar(_ digits: Int) -> (text: [UInt8], end: Int) {
      let end = min(start + 2 + digits, limit)
      let value = UInt32(ASCIIText.string(bytes[start + 2..<end]), radix: 16)
      return (Array(String(value.flatMap(UnicodeScalar.init) ?? "\u{FFFD}").utf8), end)
    }
    switch bytes[start + 1] {
    case 0x62: return ([0x08], start + 2)
    case 0x66: return ([0x0C], start + 2)
    case 0x6E: return ([0x0A], start + 2)
    case 0x72: return ([0x0D], start + 2)
    case 0x74: return ([0x09], start + 2)
    case 0x65: return ([0x1B], start + 2)
    case 0x75: return scalar(4)
    case 0x55: return scalar(8)
    case 0x20, 0x09, 0x0A, 0x0D:
      // A backslash at the end of a line takes the white space after it along.
      var end = start + 1
      while end < limit, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) { end += 1 }
      return ([], end)
    default: return ([bytes[start + 1]], start + 2)
    }
  }
}

/// Reads TOML; strict where a file that a platform refuses would otherwise be read.
struct TOMLParser {
  typealias Fault = TOMLSource.Fault
  typealias Node = TOMLSource.Node

  let bytes: [UInt8]
  var index: Int
  private var depth = 0

  init(bytes: [UInt8], index: Int) {
    self.bytes = bytes
    self.index = index
  }

  mutating func document() throws(Fault) -> Node {
    let root = Node(.table([]))
    var table = root
    while true {
      skip(lines: true)
      guard let byte = current else { return root }
      if byte == 0x5B {
        index += 1
        let isArray = current == 0x5B
        if isArray { index += 1 }
        let keys = try keys()
        for _ in 0..<(isArray ? 2 : 1) { try expect(0x5D, "]") }
        table = try open(keys, in: root, isArray: isArray)
      } else {
        try pair(in: table)
      }
      try endLine()
    }
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func fault(_ message: String) -> Fault { Fault(offset: index, message: message) }

  private mutating func expect(_ byte: UInt8, _ name: String) throws(Fault) {
    skip(lines: false)
    guard current == byte else { throw fault("\(name) is missing") }
    index += 1
  }

  private mutating func skip(lines: Bool) {
    while let byte = current {
      if byte == 0x23 {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      } else if byte == 0x20 || byte == 0x09 || lines && (byte == 0x0A || byte == 0x0D) {
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func endLine() throws(Fault) {
    skip(lines: false)
    if current == 0x0D { index += 1 }
    guard current == nil || current == 0x0A else { throw fault("text after the value") }
  }

  private mutating func keys() throws(Fault) -> [String] {
    var keys: [String] = []
    while true {
      skip(lines: false)
      keys.append(try key())
      skip(lines: false)
      guard current == 0x2E else { return keys }
      index += 1
    }
  }

  private mutating func key() throws(Fault) -> String {
    if current == 0x22 || current == 0x27 {
      let (range, quotes) = try string()
      return ASCIIText.string(TOMLSource.text(of: bytes, in: range, quotes).bytes)
    }
    let start = index
    while let byte = current,
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
        || byte == 0x5F
    {
      index += 1
    }
    guard index > start else { throw fault("a name is missing") }
    return ASCIIText.string(bytes[start..<index])
  }

  private mutating func pair(in table: Node) throws(Fault) {
    var keys = try keys()
    try expect(0x3D, "=")
    skip(lines: false)
    let last = keys.removeLast()
    let target = try open(keys, in: table, isArray: false)
    let value = try value()
    guard case .table(var members) = target.content, target[last] == nil else {
      throw fault("\(last) has a value already")
    }
    members.append((last, value))
    target.content = .table(members)
  }

  /// The table that a header or a dotted key names; made when it is not there.
  private func open(
    _ keys: [String], in table: Node, isArray: Bool
  ) throws(Fault) -> Node {
    var table = table
    for (position, key) in keys.enumerated() {
      guard case .table(var members) = table.content else {
        throw fault("\(key) does not stand in a table")
      }
      let isNew = isArray && position == keys.count - 1
      if let found = table[key] {
        switch found.content {
        case .array(let elements):
          if isNew {
            let next = Node(.table([]))
            found.content = .array(elements + [next])
            table = next
          } else if let last = elements.last {
            table = last
          } else {
            throw fault("\(key) is an empty list")
          }
        case .table where !isNew: table = found
        default: throw fault("\(key) has a value already")
        }
      } else {
        let next = Node(.table([]))
        members.append((key, isNew ? Node(.array([next])) : next))
        table.content = .table(members)
        table = next
      }
    }
    return table
  }

  private mutating func value() throws(Fault) -> Node {
    switch current {
    case 0x22, 0x27:
      let (range, quotes) = try string()
      return Node(.string(range, quotes))
    case 0x5B: return Node(.array(try elements()))
    case 0x7B: return try inlineTable()
    default:
      let start = index
      while let byte = current, ![0x2C, 0x5D, 0x7D, 0x23, 0x0A, 0x0D].contains(byte) { index += 1 }
      guard index > start else { throw fault("a value is missing") }
      return Node(.other)
    }
  }

  private mutating func elements() throws(Fault) -> [Node] {
    index += 1
    depth += 1
    guard depth <= 128 else { throw fault("nested more than 128 deep") }
    defer { depth -= 1 }
    var elements: [Node] = []
    while true {
      skip(lines: true)
      if current == 0x5D { break }
      elements.append(try value())
      skip(lines: true)
      if current == 0x2C { index += 1 } else if current != 0x5D { throw fault("] is missing") }
    }
    index += 1
    return elements
  }

  private mutating func inlineTable() throws(Fault) -> Node {
    index += 1
    depth += 1
    guard depth <= 128 else { throw fault("nested more than 128 deep") }
    defer { depth -= 1 }
    let table = Node(.table([]))
    skip(lines: false)
    while current != 0x7D {
      try pair(in: table)
      skip(lines: false)
      if current == 0x2C {
        index += 1
        skip(lines: false)
      } else if current != 0x7D {
        throw fault("} is missing")
      }
    }
    index += 1
    return table
  }

  private mutating func string() throws(Fault) -> (Range<Int>, TOMLSource.Quotes) {
    let quote = bytes[index]
    let isLong = bytes[index...].starts(with: [quote, quote, quote])
    let isBasic = quote == 0x22
    index += isLong ? 3 : 1
    // A line end right after the opening quotes is none of the text.
    if isLong, bytes[index...].starts(with: [0x0D, 0x0A]) { index += 2 }
    if isLong, current == 0x0A { index += 1 }
    let start = index
    while let byte = current {
      if isBasic, byte == 0x5C {
        index += 2
      } else if byte == quote {
        guard isLong else {
          index += 1
          return (start..<index - 1, isBasic ? .basic : .literal)
        }
        let count = bytes[index...].prefix { $0 == quote }.count
        index += count
        if count >= 3 {
          guard count <= 5 else { throw fault("too many quotes") }
          return (start..<index - 3, isBasic ? .longBasic : .longLiteral)
        }
      } else if !isLong, byte == 0x0A {
        throw fault("a string that does not end on its line")
      } else {
        index += 1
      }
    }
    throw fault("a string without end")
  }
}
