extension Punycode {
  /// A label as its letters: `xn--` labels are decoded, others are taken as they are.
  ///
  /// RFC 3492, 6.2.
  ///
  /// - Returns: `nil` for an `xn--` label that is not well formed.
  public static func unicode(of label: String) -> [Unicode.Scalar]? {
    guard label.hasPrefix("xn--") else { return Array(label.unicodeScalars) }
    let encoded = Array(label.utf8.dropFirst(4))
    let dash = encoded.lastIndex(of: 0x2D)
    var output = encoded[..<(dash ?? 0)].map { Unicode.Scalar($0) }
    var digits = encoded[(dash.map { $0 + 1 } ?? 0)...]
    guard output.allSatisfy(\.isASCII), !digits.isEmpty, encoded.count <= 63 else { return nil }
    var code = 128
    var index = 0
    var bias = 72
    while !digits.isEmpty {
      let before = index
      var weight = 1
      var base = 36
      while true {
        guard let digit = digits.popFirst().flatMap(value) else { return nil }
        index += digit * weight
        guard index < 1 << 40 else { return nil }
        let threshold = min(max(base - bias, 1), 26)
        if digit < threshold { break }
        weight *= 36 - threshold
        base += 36
        guard weight < 1 << 40 else { return nil }
      }
      let count = output.count + 1
      bias = adapted(index - before, count: count, isFirst: before == 0)
      code += index / count
      index %= count
      guard code >= 128, code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else {
        return nil
      }
      output.insert(scalar, at: index)
      index += 1
    }
    return output
  }

  private static func value(_ digit: UInt8) -> Int? {
    switch digit {
    case 0x61...0x7A: Int(digit) - 0x61
    case 0x41...0x5A: Int(digit) - 0x41
    case 0x30...0x39: Int(digit) - 0x30 + 26
    default: nil
    }
  }
}
