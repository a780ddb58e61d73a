/// Reads TOML; strict where a file that a platform refuses would otherwise be read.
struct TOMLParser {
  typealias Fault = TOMLSource.Fault

  /// A table, a list or a value; a class because headers add to tables from anywhere.
  final class Node {
    enum Content {
      case table([(key: String, place: Range<Int>, value: Node)])
      case array([Node])
      case scalar(DataNode.Form)
    }

    var content: Content
    var range = 0..<0

    init(_ content: Content, in range: Range<Int> = 0..<0) {
      self.content = content
      self.range = range
    }

    subscript(key: String) -> Node? {
      guard case .table(let members) = content else { return nil }
      return members.first { $0.key == key }?.value
    }

    /// It as it is when all has been read.
    var value: DataNode {
      switch content {
      case .table(let members):
        let entries = members.map {
          DataNode.Entry(key: $0.key, place: $0.place, value: $0.value.value)
        }
        return DataNode(.map(entries), in: range)
      case .array(let elements): return DataNode(.list(elements.map(\.value)), in: range)
      case .scalar(let form): return DataNode(form, in: range)
      }
    }
  }

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

  private mutating func keys() throws(Fault) -> [(name: String, place: Range<Int>)] {
    var keys: [(name: String, place: Range<Int>)] = []
    while true {
      skip(lines: false)
      let start = index
      let name = try key()
      keys.append((name, start..<index))
      skip(lines: false)
      guard current == 0x2E else { return keys }
      guard keys.count < 128 else { throw fault("more than 128 names in a row") }
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
    guard case .table(var members) = target.content, target[last.name] == nil else {
      throw fault("\(last.name) has a value already")
    }
    members.append((last.name, last.place, value))
    target.content = .table(members)
  }

  /// The table that a header or a dotted key names; made when it is not there.
  private func open(
    _ keys: [(name: String, place: Range<Int>)], in table: Node, isArray: Bool
  ) throws(Fault) -> Node {
    var table = table
    for (position, (key, place)) in keys.enumerated() {
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
        members.append((key, place, isNew ? Node(.array([next])) : next))
        table.content = .table(members)
        table = next
      }
    }
    return table
  }

  private mutating func value() throws(Fault) -> Node {
    let start = index
    switch current {
    case 0x22, 0x27:
      let (range, quotes) = try string()
      let bytes = bytes
      let form = DataNode.Form.text { TOMLSource.text(of: bytes, in: range, quotes) }
      return Node(.scalar(form), in: start..<index)
    case 0x5B:
      let elements = try elements()
      return Node(.array(elements), in: start..<index)
    case 0x7B:
      let table = try inlineTable()
      table.range = start..<index
      return table
    default:
      while let byte = current, ![0x2C, 0x5D, 0x7D, 0x23, 0x0A, 0x0D].contains(byte) { index += 1 }
      guard index > start else { throw fault("a value is missing") }
      let word = bytes[start..<index].split { $0 <= 0x20 }.first ?? []
      return Node(.scalar(.word(ASCIIText.string(word))), in: start..<index)
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
