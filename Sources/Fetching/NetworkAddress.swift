/// An Internet address, IPv4 or IPv6, and whether it belongs to the public Internet.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
  /// Four bytes or sixteen, in network order.
  public let bytes: [UInt8]

  /// Takes the bytes of an address; `nil` unless there are 4 or 16.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Reads `192.0.2.1` or `2001:db8::1` (RFC 4291, section 2.2), nothing looser.
  ///
  /// Four decimal numbers without leading zeros, or groups of at most four hex digits: what some
  /// parsers also take (`127.1`, `0x7f000001`, `0177.0.0.1`, zones) is `nil`.
  public init?(_ text: String) {
    if let four = Self.four(text[...]) {
      bytes = four
    } else if let sixteen = Self.sixteen(text) {
      bytes = sixteen
    } else {
      return nil
    }
  }

  /// Whether this is IPv4.
  public var isFour: Bool { bytes.count == 4 }

  /// Why nothing may be fetched from here, such as `loopback`; `nil` for a public address.
  public var restriction: String? { AddressBlock.restriction(of: self) }

  /// The address as it is usually written; IPv6 in full, without `::`.
  public var description: String {
    if isFour { return bytes.map { String($0) }.joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map {
      String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
    }.joined(separator: ":")
  }

  private static func four(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard let byte = UInt8(part), String(byte) == part else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func sixteen(_ text: String) -> [UInt8]? {
    guard text.utf8.count <= 45, text.contains(":") else { return nil }
    let halves = text.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    guard let head = groups(halves[0], mayEndInFour: halves.count == 1) else { return nil }
    if halves.count == 1 { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1], mayEndInFour: true), head.count + tail.count <= 14
    else { return nil }
    return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func groups(_ text: Substring, mayEndInFour: Bool) -> [UInt8]? {
    if text.isEmpty { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, mayEndInFour, let four = four(part) {
        bytes += four
      } else {
        let isHex = part.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20)
        }
        guard isHex, (1...4).contains(part.utf8.count), let group = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes.count <= 16 ? bytes : nil
  }
}
