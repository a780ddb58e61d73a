/// The encoding of digests, RFC 4648.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Encodes with padding.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let word =
        UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
        | (left > 2 ? UInt32(bytes[index + 2]) : 0)
      for place in 0..<4 {
        let digit = digits[Int(word >> UInt32(18 - 6 * place) & 63)]
        result.append(place <= left ? digit : 0x3D)
      }
      index += 3
    }
    return result
  }

  /// The digits in the base64 alphabet, padding cut off.
  static func normalised(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var result = value.map { $0 == 0x2D ? 0x2B : $0 == 0x5F ? 0x2F : $0 }
    while result.last == 0x3D { result.removeLast() }
    return result
  }
}
