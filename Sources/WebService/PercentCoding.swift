/// Escapes of the form `%2F`, in addresses and in forms.
enum PercentCoding {
  /// The text that some bytes stand for; `nil` for a broken escape, what is no UTF-8, and in addresses for
  /// control characters.
  ///
  /// - Parameters:
  ///   - bytes: What was sent.
  ///   - isForm: Whether `+` stands for a space, and any character is allowed.
  /// - Returns: The text.
  static func decoded(_ bytes: some Sequence<UInt8>, isForm: Bool) -> String? {
    var decoded: [UInt8] = []
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
        else { return nil }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where isForm: decoded.append(0x20)
      default: decoded.append(byte)
      }
    }
    let isOdd = !isForm && decoded.contains { $0 < 0x20 || $0 == 0x7F }
    return isOdd ? nil : String(validating: decoded, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
