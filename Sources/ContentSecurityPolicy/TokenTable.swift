import ByteScanning

/// Gives equal tokens equal numbers, from 0 on.
///
/// An open-addressed hash table. Hashes begin with a number that differs from run to run, so that nobody can choose
/// tokens that meet.
struct TokenTable: Sendable {
  private static let seed = UInt64(bitPattern: Int64(Hasher().finalize()))
  /// All tokens, one behind the other.
  private var text: [UInt8] = []
  /// Where each begins, and where the last ends.
  private var starts: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// A number and 1, by a hash; 0 where none is.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// About how many bytes are kept.
  var size: Int { text.count + 24 * hashes.count }

  /// Where a token stands, or would.
  struct Place {
    /// `nil` for a token that was not inserted.
    let number: Int?
    fileprivate let slot: Int
    fileprivate let hash: UInt32
  }

  /// Looks a token up.
  func place(of bytes: Span<UInt8>, _ range: Range<Int>) -> Place {
    let hash = Self.hash(bytes, range)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, isEqual(number, bytes, range) {
        return Place(number: number, slot: slot, hash: hash)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return Place(number: nil, slot: slot, hash: hash)
  }

  /// Gives a token that was looked up the next number.
  mutating func insert(_ bytes: Span<UInt8>, _ range: Range<Int>, at place: Place) -> Int {
    let number = hashes.count
    slots[place.slot] = UInt32(truncatingIfNeeded: number + 1)
    hashes.append(place.hash)
    bytes.extracting(range).withUnsafeBufferPointer { text.append(contentsOf: $0) }
    starts.append(UInt32(truncatingIfNeeded: text.count))
    if hashes.count > slots.count / 2 { grow() }
    return number
  }

  /// The token of a number.
  subscript(number: Int) -> ArraySlice<UInt8> {
    text[Int(starts[number])..<Int(starts[number + 1])]
  }

  private func isEqual(_ number: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == range.count else { return false }
    let known = text.span
    var index = 0
    while index + ByteWord.count <= range.count {
      let words = (
        ByteWord(known, at: start + index), ByteWord(bytes, at: range.lowerBound + index)
      )
      if words.0.bits != words.1.bits { return false }
      index += ByteWord.count
    }
    while index < range.count {
      if known[start + index] != bytes[range.lowerBound + index] { return false }
      index += 1
    }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 4 * slots.count)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(truncatingIfNeeded: number + 1)
    }
  }

  @inline(__always)
  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var hash = seed ^ UInt64(truncatingIfNeeded: range.count)
    var index = range.lowerBound
    while index + ByteWord.count <= range.upperBound {
      hash = mixed(hash, ByteWord(bytes, at: index).bits)
      index += ByteWord.count
    }
    var rest: UInt64 = 0
    while index < range.upperBound {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    return UInt32(truncatingIfNeeded: mixed(mixed(hash, rest), seed) >> 32)
  }

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
