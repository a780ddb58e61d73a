import ByteScanning

extension JSONParser {
  /// Reads a string from its opening to its closing quote.
  mutating func string() throws(JSONError) -> String {
    let opening = position
    position += 1
    let start = position
    try skipPlain(opening: opening)
    if bytes[position] == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var text = [UInt8](bytes[start..<position])
    while true {
      if take(UInt8(ascii: "\"")) { return String(decoding: text, as: UTF8.self) }
      try escape(to: &text)
      let plain = position
      try skipPlain(opening: opening)
      text.append(contentsOf: bytes[plain..<position])
    }
  }

  /// Goes on to the next quote or backslash and checks what it passes.
  private mutating func skipPlain(opening: Int) throws(JSONError) {
    while true {
      position = bytes.assumingMemoryBound(to: UInt8.self).span.endOfPlainText(from: position)
      guard position < bytes.count else { break }
      let byte = bytes[position]
      switch byte {
      case 0x22, 0x5C: return
      case 0x20..<0x80: position += 1
      case 0x0A, 0x0D:
        throw error("the string that starts here does not end on its line", at: opening)
      case 0..<0x20:
        throw error("a control character (\(found())) must be written as an escape in a string")
      default:
        let length = sequenceLength(byte)
        if length == 0 { throw error("\(found()) is no UTF-8; save the text as UTF-8") }
        position += length
      }
    }
    throw error("the string that starts here does not end", at: opening)
  }

  /// The length of the well-formed UTF-8 sequence at the position; 0 when there is none.
  private func sequenceLength(_ lead: UInt8) -> Int {
    func next(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      position + distance < bytes.count && range.contains(bytes[position + distance])
    }
    switch lead {
    case 0xC2...0xDF: return next(1) ? 2 : 0
    case 0xE0: return next(1, 0xA0...0xBF) && next(2) ? 3 : 0
    case 0xED: return next(1, 0x80...0x9F) && next(2) ? 3 : 0
    case 0xE1...0xEF: return next(1) && next(2) ? 3 : 0
    case 0xF0: return next(1, 0x90...0xBF) && next(2) && next(3) ? 4 : 0
    case 0xF1...0xF3: return next(1) && next(2) && next(3) ? 4 : 0
    case 0xF4: return next(1, 0x80...0x8F) && next(2) && next(3) ? 4 : 0
    default: return 0
    }
  }

  /// Reads one escape from its backslash on.
  private mutating func escape(to text: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[position])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      let scalar = try escapedScalar(start: start)
      UTF8.encode(scalar).map { text.append(contentsOf: $0) }
      return
    default:
      throw error("'\\' followed by \(found()) is no escape that JSON knows", at: start)
    }
    position += 1
  }

  /// Reads the digits of a `\u` escape, and those of its partner.
  private mutating func escapedScalar(start: Int) throws(JSONError) -> Unicode.Scalar {
    let unit = try fourDigits(start: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    if unit < 0xDC00, byte == UInt8(ascii: "\\"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "u")
    {
      let partner = position
      position += 2
      let low = try fourDigits(start: partner)
      if low >= 0xDC00, low < 0xE000,
        let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
      position = partner
    }
    if mode == .lenient { return "\u{FFFD}" }
    let digits = String(unit, radix: 16)
    throw error("\\u\(digits) is half of a surrogate pair and stands alone", at: start)
  }

  private mutating func fourDigits(start: Int) throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = hexValue(byte) else {
        throw error("\\u needs four hexadecimal digits, not \(found())", at: start)
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
