extension JSON {
  /// The width that a canonical line with a whole array or object may have.
  public static let canonicalWidth = 120

  /// The value on one line without spaces.
  public func compact() -> String {
    var bytes: [UInt8] = []
    write(compactTo: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value on one line without spaces.
  ///
  /// - Parameter bytes: Where to append.
  public func write(compactTo bytes: inout [UInt8]) {
    write(inlineTo: &bytes, spaced: false)
  }

  /// The one spelling that files in a registry have.
  ///
  /// Two spaces a level, `"key": value`, an array or object that holds only scalars on one line
  /// when that line (with a comma) has at most ``canonicalWidth`` characters, a final newline.
  public func canonical() -> String {
    String(decoding: canonicalBytes(), as: UTF8.self)
  }

  /// The bytes of ``canonical()``.
  public func canonicalBytes() -> [UInt8] {
    var bytes: [UInt8] = []
    write(canonicalTo: &bytes, indentation: 0, lineStart: 0)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func write(inlineTo bytes: inout [UInt8], spaced: Bool) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let digits): bytes.append(contentsOf: digits.utf8)
    case .string(let text): JSON.write(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for index in values.indices {
        if index > 0 { JSON.writeComma(to: &bytes, spaced: spaced) }
        values[index].write(inlineTo: &bytes, spaced: spaced)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for index in members.indices {
        if index > 0 { JSON.writeComma(to: &bytes, spaced: spaced) }
        JSON.write(members[index].key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        if spaced { bytes.append(UInt8(ascii: " ")) }
        members[index].value.write(inlineTo: &bytes, spaced: spaced)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private func write(canonicalTo bytes: inout [UInt8], indentation: Int, lineStart: Int) {
    if isScalar { return write(inlineTo: &bytes, spaced: true) }
    if holdsOnlyScalars {
      let start = bytes.count
      write(inlineTo: &bytes, spaced: true)
      let isEmpty = bytes.count == start + 2
      let width = bytes[lineStart...].count { $0 & 0xC0 != 0x80 }
      if isEmpty || width < JSON.canonicalWidth { return }
      bytes.removeSubrange(start...)
    }
    let inner = indentation + 2
    switch self {
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        let line = JSON.startLine(in: &bytes, comma: index > 0, indentation: inner)
        value.write(canonicalTo: &bytes, indentation: inner, lineStart: line)
      }
      JSON.startLine(in: &bytes, comma: false, indentation: indentation)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        let line = JSON.startLine(in: &bytes, comma: index > 0, indentation: inner)
        JSON.write(member.key, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        member.value.write(canonicalTo: &bytes, indentation: inner, lineStart: line)
      }
      JSON.startLine(in: &bytes, comma: false, indentation: indentation)
      bytes.append(UInt8(ascii: "}"))
    case .null, .bool, .number, .string: break
    }
  }

  private var holdsOnlyScalars: Bool {
    switch self {
    case .array(let values): values.allSatisfy(\.isScalar)
    case .object(let members): members.allSatisfy(\.value.isScalar)
    case .null, .bool, .number, .string: true
    }
  }

  @discardableResult
  private static func startLine(in bytes: inout [UInt8], comma: Bool, indentation: Int) -> Int {
    if comma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
    return start
  }

  private static func writeComma(to bytes: inout [UInt8], spaced: Bool) {
    bytes.append(UInt8(ascii: ","))
    if spaced { bytes.append(UInt8(ascii: " ")) }
  }

  /// Appends a string in quotes; only what JSON requires is escaped, in its shortest form.
  static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      var isOdd: UInt8 = 0
      for byte in source { isOdd |= (byte < 0x20 || byte == 0x22 || byte == 0x5C) ? 1 : 0 }
      if isOdd == 0 {
        bytes.append(contentsOf: source)
        return
      }
      var plain = 0
      for index in source.indices {
        let byte = source[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        bytes.append(contentsOf: source[plain..<index])
        bytes.append(UInt8(ascii: "\\"))
        escape(byte, to: &bytes)
        plain = index + 1
      }
      bytes.append(contentsOf: source[plain...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case 0x22, 0x5C: bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}
