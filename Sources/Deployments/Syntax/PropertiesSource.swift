/// The properties of a Java properties file.
struct PropertiesSource {
  /// The names and values, in order.
  private(set) var properties: [(key: String, value: MappedText)] = []

  /// Reads a file: `name = value`, `name: value`, lines that end in a backslash go on.
  init(_ file: SourceFile) {
    let bytes = file.bytes
    var index = file.start
    while index < bytes.count {
      index = Self.ink(bytes, index)
      guard index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D else {
        index += 1
        continue
      }
      if bytes[index] == 0x23 || bytes[index] == 0x21 {
        index = Self.lineEnd(bytes, index)
        continue
      }
      let start = index
      while index < bytes.count, ![0x3D, 0x3A, 0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
        index = min(index + (bytes[index] == 0x5C ? 2 : 1), bytes.count)
      }
      let key = ASCIIText.string(bytes[start..<index])
      index = Self.ink(bytes, index)
      if index < bytes.count, bytes[index] == 0x3D || bytes[index] == 0x3A {
        index = Self.ink(bytes, index + 1)
      }
      properties.append((key, Self.value(bytes, &index)))
    }
  }

  private static func ink(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index
  }

  private static func lineEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    bytes[min(start, bytes.count)...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
  }

  private static func value(_ bytes: [UInt8], _ index: inout Int) -> MappedText {
    let spelling = QuotedText(escaped: "\\", forbidden: "\n\r")
    var text = MappedText()
    var start = index
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      guard bytes[index] == 0x5C else {
        index += 1
        continue
      }
      text.append(of: bytes, in: start..<index, spelling)
      let end = lineEnd(bytes, index + 1)
      if end == index + 1 {
        // The white space that the next line begins with is left out.
        let isPair = end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
        index = ink(bytes, min(end + (isPair ? 2 : 1), bytes.count))
      } else {
        let escape = CodeText.escape(bytes, index, bytes.count, .java)
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = escape.end
      }
      start = index
    }
    text.append(of: bytes, in: start..<min(index, bytes.count), spelling)
    return text
  }
}
