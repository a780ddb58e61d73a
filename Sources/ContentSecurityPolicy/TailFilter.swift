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
        bits = bits.map { _ in .max }
        return
      }
      insert(domain)
    }
  }

  private mutating func insert(_ name: [UInt8]) {
    let place = Self.place(name.span, endingAt: name.count)
    bits[place >> 6] |= 1 << UInt64(place & 63)
  }

  /// Whether a host, in any case, may be one of the names or below one of the domains.
  @inline(__always)
  func mayHold(_ bytes: Span<UInt8>, _ host: Range<Int>) -> Bool {
    guard host.count >= Self.size else { return true }
    let place = Self.place(bytes, endingAt: host.upperBound)
    return bits[place >> 6] >> UInt64(place & 63) & 1 == 1
  }

  @inline(__always)
  private static func place(_ bytes: Span<UInt8>, endingAt end: Int) -> Int {
    let tail = ByteWord(bytes, at: end - size).lowered
    return Int(truncatingIfNeeded: (tail &* 0x9E37_79B9_7F4A_7C15) >> 51)
  }
}
