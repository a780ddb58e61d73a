extension [UInt8] {
  /// Appends a number, lowest byte first.
  mutating func append(number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}

/// Reads numbers, lowest byte first.
struct NumberReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The next number; `nil` when too few bytes are left.
  mutating func next<Number: FixedWidthInteger>() -> Number? {
    guard let bytes = next(count: MemoryLayout<Number>.size) else { return nil }
    return bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(as: Number.self)) }
  }

  /// The next bytes; `nil` when fewer are left.
  mutating func next(count: Int) -> ArraySlice<UInt8>? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
