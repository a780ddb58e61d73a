/// A JSON document whose values know their bytes.
///
/// Comments, trailing commas and JSON5's ways of quoting are read over and remembered, since editors
/// leave them and most platforms refuse them.
struct JSONSource {
  /// What is not JSON, and where.
  struct Fault: Error {
    var offset: Int
    var message: String
    var laxity = Laxity.none
  }

  /// What only some readers take.
  enum Laxity: Sendable, Hashable {
    /// Nobody does.
    case none
    /// A comment up to the end of the line.
    case lineComment
    /// `/* ... */`, single quotes, names without quotes, a comma behind the last element.
    case json5
  }

  let bytes: [UInt8]
  let root: DataNode
  /// The first thing that readers refuse which take nothing but what was said.
  let laxity: Fault?

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - taken: What the platform reads besides JSON.
  /// - Throws: What nobody reads.
  init(_ file: SourceFile, taking taken: Set<Laxity> = []) throws(Fault) {
    var parser = JSONParser(bytes: file.bytes, index: file.start, taken: taken)
    root = try parser.document()
    bytes = file.bytes
    laxity = parser.laxity
  }

  /// The text of a string, with the places of its parts.
  static func text(of bytes: [UInt8], in range: Range<Int>) -> MappedText {
    let quote = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : 0x22
    let spelling = QuotedText(
      escaped: quote == 0x27 ? "'\\" : "\"\\", forbidden: "\n\r\t")
    return MappedText(of: bytes, in: range, spelling) { index in
      bytes[index] == 0x5C ? escape(bytes, index, range.upperBound) : nil
    }
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
    case 0x0A: return ([], start + 2)
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
}
