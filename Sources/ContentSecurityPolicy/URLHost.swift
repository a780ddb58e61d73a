/// A host as the URL standard serialises it.
///
/// See <https://url.spec.whatwg.org/#host-parsing>. Names are mapped by lower-casing and punycode only.
struct URLHost {
  let text: String
  let isAddress: Bool

  init?(_ bytes: ArraySlice<UInt8>) {
    if bytes.first == 0x5B {
      guard bytes.last == 0x5D else { return nil }
      text = ASCII.lowercased(String(decoding: bytes, as: UTF8.self))
      isAddress = true
      return
    }
    let decoded = bytes.contains(0x25) ? ASCII.percentDecoded(bytes) : Array(bytes)
    let name = Self.ascii(String(decoding: decoded, as: UTF8.self))
    guard name.utf8.allSatisfy({ $0 > 0x20 && !Self.forbidden.contains($0) }) else { return nil }
    switch Self.address(name) {
    case .none:
      text = name
      isAddress = false
    case .some(let address):
      guard let address else { return nil }
      text = address
      isAddress = true
    }
  }

  private static let forbidden: Set<UInt8> = Set("#%/:<>?@[\\]^|\u{7F}".utf8)

  /// Whether a URL of a scheme that is not special may have this host.
  ///
  /// See <https://url.spec.whatwg.org/#concept-opaque-host-parser>.
  static func mayBeOpaque(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.first == 0x5B { return bytes.last == 0x5D }
    return bytes.allSatisfy { $0 != 0 && $0 != 0x20 && ($0 == 0x25 || !forbidden.contains($0)) }
  }

  private static func ascii(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 >= 0x80 }) else { return ASCII.lowercased(name) }
    let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    return name.lowercased().unicodeScalars
      .split(omittingEmptySubsequences: false) { dots.contains($0) }
      .map { label in
        label.allSatisfy(\.isASCII)
          ? String(String.UnicodeScalarView(label)) : "xn--" + Punycode.encode(Array(label))
      }
      .joined(separator: ".")
  }

  /// The dotted form when `name` ends in a number; `.some(nil)` when it is a broken address.
  private static func address(_ name: String) -> String?? {
    var labels = name.split(separator: ".", omittingEmptySubsequences: false)
    if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
    guard let last = labels.last, number(last) != nil || last.utf8.allSatisfy(ASCII.isDigit),
      !last.isEmpty
    else { return .none }
    let numbers = labels.map(number)
    guard numbers.count <= 4, !numbers.contains(nil) else { return .some(nil) }
    let values = numbers.compactMap { $0 }
    guard let tail = values.last, values.dropLast().allSatisfy({ $0 < 256 }),
      tail < UInt64(1) << UInt64(8 * (5 - values.count))
    else { return .some(nil) }
    var sum = tail
    for (index, value) in values.dropLast().enumerated() { sum += value << UInt64(8 * (3 - index)) }
    return .some([24, 16, 8, 0].map { "\(sum >> UInt64($0) & 255)" }.joined(separator: "."))
  }

  private static func number(_ label: Substring) -> UInt64? {
    guard !label.isEmpty else { return nil }
    if label.hasPrefix("0x") {
      let digits = label.dropFirst(2)
      return digits.isEmpty ? 0 : UInt64(digits, radix: 16)
    }
    guard label.utf8.allSatisfy(ASCII.isDigit) else { return nil }
    if label.count > 1, label.hasPrefix("0") { return UInt64(label, radix: 8) }
    return UInt64(label)
  }
}
