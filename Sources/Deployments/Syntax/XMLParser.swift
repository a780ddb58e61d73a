/// Reads XML; strict about what must close.
struct XMLParser {
  typealias Element = XMLSource.Element
  typealias Fault = XMLSource.Fault

  let bytes: [UInt8]
  var index: Int
  private var depth = 0

  init(bytes: [UInt8], index: Int) {
    self.bytes = bytes
    self.index = index
  }

  mutating func document() throws(Fault) -> Element {
    try skipMisc()
    guard starts("<") else { throw fault("no element") }
    let root = try element()
    try skipMisc()
    guard index == bytes.count else { throw fault("text after the last element") }
    return root
  }

  private func fault(_ message: String) -> Fault { Fault(offset: index, message: message) }

  private func starts(_ text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  /// Goes behind the next occurrence of a text.
  private mutating func skip(past text: String, _ what: String) throws(Fault) {
    let mark = Array(text.utf8)
    var place = index
    while place + mark.count <= bytes.count {
      if bytes[place] == mark[0], bytes[place...].starts(with: mark) {
        index = place + mark.count
        return
      }
      place += 1
    }
    throw fault("\(what) without end")
  }

  /// Passes over white space, comments, instructions and the document type.
  private mutating func skipMisc() throws(Fault) {
    while index < bytes.count {
      if CodeText.isSpace(bytes[index]) {
        index += 1
      } else if starts("<!--") {
        try skip(past: "-->", "a comment")
      } else if starts("<?") {
        try skip(past: "?>", "an instruction")
      } else if starts("<!DOCTYPE") {
        let hasSubset = bytes[index...].prefix { $0 != 0x3E }.contains(0x5B)
        try skip(past: hasSubset ? "]" : ">", "a document type")
        if hasSubset { try skip(past: ">", "a document type") }
      } else {
        return
      }
    }
  }

  private mutating func skipSpace() {
    while index < bytes.count, CodeText.isSpace(bytes[index]) { index += 1 }
  }

  private mutating func name() throws(Fault) -> String {
    let start = index
    while index < bytes.count, !CodeText.isSpace(bytes[index]),
      ![0x3C, 0x3E, 0x2F, 0x3D, 0x22, 0x27].contains(bytes[index])
    {
      index += 1
    }
    guard index > start else { throw fault("a name is missing") }
    return ASCIIText.string(bytes[start..<index])
  }

  private mutating func element() throws(Fault) -> Element {
    let start = index
    depth += 1
    defer { depth -= 1 }
    guard depth < 256 else { throw fault("nested more than 256 deep") }
    index += 1
    var element = Element(name: try name(), range: start..<start)
    while true {
      skipSpace()
      if starts("/>") {
        index += 2
        element.range = start..<index
        return element
      }
      if starts(">") { break }
      element.attributes.append(try attribute())
    }
    index += 1
    let inside = index
    try content(of: &element)
    element.content = inside..<index
    index += 2
    let closing = try name()
    guard closing == element.name else {
      throw fault("</\(closing)> where </\(element.name)> should be")
    }
    skipSpace()
    guard starts(">") else { throw fault("> is missing") }
    index += 1
    element.range = start..<index
    return element
  }

  private mutating func attribute() throws(Fault) -> XMLSource.Attribute {
    let name = try name()
    skipSpace()
    guard starts("=") else { throw fault("\(name) has no value") }
    index += 1
    skipSpace()
    guard index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27 else {
      throw fault("the value of \(name) has no quotes")
    }
    let quote = bytes[index]
    let start = index + 1
    guard let end = bytes[start...].firstIndex(where: { $0 == quote || $0 == 0x3C }),
      bytes[end] == quote
    else { throw fault("the value of \(name) does not end") }
    try checkReferences(start..<end)
    index = end + 1
    return .init(name: name, value: start..<end, quote: quote)
  }

  /// Text and children, up to the closing tag.
  private mutating func content(of element: inout Element) throws(Fault) {
    while index < bytes.count {
      if starts("</") { return }
      if starts("<!--") || starts("<?") {
        try skipMisc()
      } else if starts("<![CDATA[") {
        let start = index + 9
        try skip(past: "]]>", "a CDATA section")
        element.text.append(of: bytes, in: start..<index - 3, QuotedText(forbidden: ">"))
      } else if starts("<") {
        element.children.append(try self.element())
      } else {
        let end = bytes[index...].firstIndex(of: 0x3C) ?? bytes.count
        try checkReferences(index..<end)
        element.text.append(XMLText().read(index..<end, of: bytes))
        index = end
      }
    }
    throw fault("\(element.name) does not end")
  }

  /// Holds that each `&` begins a reference that is known and ends: its semicolon ends no directive,
  /// and what is written behind one without would become part of it.
  private mutating func checkReferences(_ range: Range<Int>) throws(Fault) {
    for place in range where bytes[place] == 0x26 {
      let reference = CharacterReference.read(bytes[place..<range.upperBound], inHTML: false)
      guard let width = reference?.width, bytes[place + width - 1] == 0x3B else {
        index = place
        throw fault("& without a reference that is known (write &amp;)")
      }
    }
  }
}
