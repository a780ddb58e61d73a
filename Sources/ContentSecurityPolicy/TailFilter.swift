import ByteScanning

/// Tells at once of most hosts that they are none of some names and lie below none of some domains.
///
/// It knows the last eight bytes of each as one of 8,192 bits.
struct TailFilter: Sendable {
  private static let size = 8
  private var bits = [UInt64](repeating: 0, count: 128)

  /// Makes a filter.
  ///
  /// - Parameters:
  ///   - names: Hosts in lower case.
  ///   - domains: What hosts are below, or end in, in lower case.
  init(names: some Sequence<[UInt8]>, domains: some Sequence<[UInt8]>) {
    for name in names where name.count >= Self.size { insert(name) }
    for domain in domains {
      guard domain.count >= Self.size else {
        // Anything may stand before what is that short.
        self = .everything
        return
      }
      insert(domain)
    }
  }

  private init() { bits = bits.map { _ in .max } }

  /// Passes over nothing.
  static let everything = TailFilter()

  private mutating func insert(_ name: [UInt8]) {
    let tail = Self.tail(name.span, endingAt: name.count)
    bits[Int(tail >> 6)] |= 1 << UInt64(tail & 63)
  }

  /// Whether a host, given by its ``tail(_:endingAt:)``, may be one of the names or below one of the domains.
  @inline(__always)
  func mayHold(_ tail: UInt16) -> Bool {
    bits[Int(tail >> 6)] >> UInt64(tail & 63) & 1 == 1
  }

  /// What is known of a host of eight bytes or more, in any case.
  ///
  /// - Parameters:
  ///   - bytes: The text that it stands in.
  ///   - end: Where it ends.
  /// - Returns: A number below 8,192, of its last eight bytes.
  @inline(__always)
  static func tail(_ bytes: Span<UInt8>, endingAt end: Int) -> UInt16 {
    let tail = ByteWord(bytes, at: end - size).lowered
    return UInt16(truncatingIfNeeded: (tail &* 0x9E37_79B9_7F4A_7C15) >> 51)
  }
}
