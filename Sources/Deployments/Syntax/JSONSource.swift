/// A JSON document whose values know their bytes.
///
/// Comments and trailing commas are read over and remembered, since editors leave them and most
/// platforms refuse them.
struct JSONSource {
  /// A value.
  indirect enum Node {
    /// What stands between the quotes, escapes and all.
    case string(Range<Int>)
    case array([Node])
    case object([(key: Range<Int>, value: Node)])
    /// A number or a word.
    case other
  }

  /// What is not JSON, and where.
  struct Fault: Error {
    var offset: Int
    var message: String
  }

  let bytes: [UInt8]
  let root: Node
  /// The first thing that strict readers refuse.
  let laxity: Fault?

  /// Reads a document.
  init(_ file: SourceFile) throws(Fault) {
    var parser = Parser(bytes: file.bytes, index: file.start)
    root = try parser.document()
    bytes = file.bytes
    laxity = parser.laxity
  }

  /// The text of a string, with the places of its parts.
  func text(_ range: Range<Int>) -> MappedText {
    var text = MappedText()
    let spelling = QuotedText(escaped: "\"\\", forbidden: "\n\r\t")
    var index = range.lowerBound
    while index < range.upperBound {
      let end = bytes[index..<range.upperBound].firstIndex(of: 0x5C) ?? range.upperBound
      text.append(of: bytes, in: index..<end, spelling)
      index = end
      guard index < range.upperBound else { break }
      let escape = Self.escape(bytes, index, range.upperBound)
      text.append(escape.text, escapedAs: index..<escape.end, spelling)
      index = escape.end
    }
    return text
  }

  /// The text of a string node.
  func string(_ node: Node?) -> String? {
    guard case .string(let range) = node else { return nil }
    return ASCIIText.string(text(range).bytes)
  }

  /// The last member of that name.
  func member(_ name: String, of node: Node?) -> Node? {
    guard case .object(let members) = node else { return nil }
    return members.last { key(ASCIIText.string(bytes[$0.key]), $0.key) == name }?.value
  }

  /// The members of an object, names decoded.
  func members(of node: Node?) -> [(name: String, value: Node)] {
    guard case .object(let members) = node else { return [] }
    return members.map { (key(ASCIIText.string(bytes[$0.key]), $0.key), $0.value) }
  }

  /// The elements of an array.
  func elements(of node: Node?) -> [Node] {
    guard case .array(let elements) = node else { return [] }
    return elements
  }

  private func key(_ plain: String, _ range: Range<Int>) -> String {
    plain.utf8.contains(0x5C) ? ASCIIText.string(text(range).bytes) : plain
  }

  /// What an escape stands for, and where it ends.
  private static func escape(
    _ bytes: [UInt8], _ start: Int, _ limit: Int
  ) -> (text: [UInt8], end: Int) {
    guard start + 1 < limit else { return ([0x5C], start + 1) }
    switch bytes[start + 1] {
    case 0x62: return ([0x08], start + 2)
    case 0x66: return ([0x0C], start + 2)
    case 0x6E: return ([0x0A], start + 2)
    case 0x72: return ([0x0D], start + 2)
    case 0x74: return ([0x09], start + 2)
    case 0x75:
      guard let unit = unit(bytes, start + 2, limit) else { break }
      if (0xD800..<0xDC00).contains(unit), start + 7 < limit, bytes[start + 6] == 0x5C,
        bytes[start + 7] == 0x75, let low = Self.unit(bytes, start + 8, limit),
        (0xDC00..<0xE000).contains(low)
      {
        let value = 0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00
        return (UnicodeScalar(value).map { Array(String($0).utf8) } ?? [], start + 12)
      }
      let scalar = UnicodeScalar(UInt32(unit)) ?? "\u{FFFD}"
      return (Array(String(scalar).utf8), start + 6)
    default: break
    }
    return ([bytes[start + 1]], start + 2)
  }

  private static func unit(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> UInt16? {
    guard start + 4 <= limit else { return nil }
    return UInt16(ASCIIText.string(bytes[start..<start + 4]), radix: 16)
  }

  private struct Parser {
    let bytes: [UInt8]
    var index: Int
    var depth = 0
    var laxity: Fault?

    mutating func document() throws(Fault) -> Node {
      let value = try value()
      try skip()
      guard index == bytes.count else { throw fault("text after the value") }
      return value
    }

    func fault(_ message: String) -> Fault { Fault(offset: index, message: message) }

    mutating func tolerate(_ message: String) {
      if laxity == nil { laxity = fault(message) }
    }

    /// Passes over white space and comments.
    mutating func skip() throws(Fault) {
      while index < bytes.count {
        switch bytes[index] {
        case 0x20, 0x09, 0x0A, 0x0D: index += 1
        case 0x2F where index + 1 < bytes.count && bytes[index + 1] == 0x2F:
          tolerate("a comment")
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

    mutating func value() throws(Fault) -> Node {
      try skip()
      guard index < bytes.count else { throw fault("the document ends too early") }
      switch bytes[index] {
      case 0x22: return .string(try string())
      case 0x7B: return .object(try members())
      case 0x5B: return .array(try elements())
      default:
        let start = index
        while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
        guard index > start else { throw fault("no value") }
        return .other
      }
    }

    static func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || [0x2B, 0x2D, 0x2E].contains(byte)
    }

    mutating func string() throws(Fault) -> Range<Int> {
      index += 1
      let start = index
      while index < bytes.count, bytes[index] != 0x22 {
        if bytes[index] == 0x0A { throw fault("a string that does not end on its line") }
        index += bytes[index] == 0x5C ? 2 : 1
      }
      guard index < bytes.count else { throw fault("a string without end") }
      index += 1
      return start..<index - 1
    }

    mutating func enter() throws(Fault) {
      index += 1
      depth += 1
      if depth > 256 { throw fault("nested more than 256 deep") }
      try skip()
    }

    /// Goes on after an element; `false` at the end of what encloses it.
    mutating func goesOn(_ end: UInt8) throws(Fault) -> Bool {
      try skip()
      guard index < bytes.count else { throw fault("the document ends too early") }
      if bytes[index] == 0x2C {
        let comma = index
        index += 1
        try skip()
        if index < bytes.count, bytes[index] == end {
          if laxity == nil { laxity = Fault(offset: comma, message: "a trailing comma") }
        } else {
          return true
        }
      }
      guard index < bytes.count, bytes[index] == end else { throw fault("a comma is missing") }
      index += 1
      depth -= 1
      return false
    }

    mutating func elements() throws(Fault) -> [Node] {
      try enter()
      var elements: [Node] = []
      if index < bytes.count, bytes[index] == 0x5D {
        index += 1
        depth -= 1
        return elements
      }
      repeat { elements.append(try value()) } while try goesOn(0x5D)
      return elements
    }

    mutating func members() throws(Fault) -> [(key: Range<Int>, value: Node)] {
      try enter()
      var members: [(key: Range<Int>, value: Node)] = []
      if index < bytes.count, bytes[index] == 0x7D {
        index += 1
        depth -= 1
        return members
      }
      repeat {
        try skip()
        guard index < bytes.count, bytes[index] == 0x22 else { throw fault("a name is missing") }
        let key = try string()
        try skip()
        guard index < bytes.count, bytes[index] == 0x3A else { throw fault("a colon is missing") }
        index += 1
        members.append((key, try value()))
      } while try goesOn(0x7D)
      return members
    }
  }
}
