import CLibXML2

/// A character reference that is written by the book.
enum HTMLReference {
  /// The character that libxml2 takes a reference for.
  ///
  /// - Parameter bytes: The reference from its `&` to its `;`.
  /// - Returns: The character; `nil` when there may be doubt about it.
  static func character(_ bytes: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
    guard bytes.count >= 4, bytes.count <= 12, bytes[bytes.count - 1] == UInt8(ascii: ";") else {
      return nil
    }
    let name = bytes[1..<(bytes.count - 1)]
    if name.first == UInt8(ascii: "#") { return number(name.dropFirst()) }
    guard name.allSatisfy({ $0.isLetter || $0 >= 48 && $0 <= 57 }), name[1].isLetter else {
      return nil
    }
    var spelling = name.map { $0 } + [0]
    let value = spelling.withUnsafeMutableBufferPointer { htmlEntityLookup($0.baseAddress) }
    return value.flatMap { $0.pointee.value > 0 ? Unicode.Scalar($0.pointee.value) : nil }
  }

  /// Reads `39` and `x27`; control characters and what is no character are libxml2's to judge.
  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    var digits = digits
    var base: UInt32 = 10
    if digits.first == UInt8(ascii: "x") {
      digits = digits.dropFirst()
      base = 16
    }
    guard !digits.isEmpty, digits.count <= 6 else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      switch digit {
      case 48...57: value = value * base + UInt32(digit - 48)
      case 97...102 where base == 16, 65...70 where base == 16:
        value = value * base + UInt32(digit.lowered - 87)
      default: return nil
      }
    }
    guard value >= 32, value != 127, value < 0xD800 || value >= 0xE000, value < 0xFFFE else {
      return nil
    }
    return Unicode.Scalar(value)
  }
}
