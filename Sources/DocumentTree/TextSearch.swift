#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StringProtocol {
  /// Where a short ASCII text first stands, compared byte for byte.
  package func place(of needle: String) -> Range<Index>? {
    guard !needle.isEmpty else { return nil }
    let bytes = utf8
    let offset = bytes.withContiguousStorageIfAvailable { text in
      text.offset(of: needle) ?? -1
    }
    if let offset {
      guard offset >= 0 else { return nil }
      let start = bytes.index(bytes.startIndex, offsetBy: offset)
      return start..<bytes.index(start, offsetBy: needle.utf8.count)
    }
    // Text that does not lie in one piece.
    return bytes.indices.first { bytes[$0...].starts(with: needle.utf8) }
      .map { $0..<bytes.index($0, offsetBy: needle.utf8.count) }
  }

  /// Whether a byte stands in it.
  package func holds(byte: UInt8) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { $0.place(of: byte) != nil }
    return found ?? utf8.contains(byte)
  }

  /// Whether a short ASCII text stands in it.
  package func holds(_ needle: String) -> Bool {
    let found = utf8.withContiguousStorageIfAvailable { $0.offset(of: needle) != nil }
    return found ?? (place(of: needle) != nil)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a byte first stands, from some place on.
  package func place(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// How many bytes stand before a text.
  fileprivate func offset(of needle: String) -> Int? {
    guard let start = baseAddress else { return nil }
    return needle.withCString { bytes in
      let length = strlen(bytes)
      guard length <= count else { return nil }
      var at = 0
      while at <= count - length,
        let next = memchr(start + at, Int32(UInt8(bitPattern: bytes[0])), count - length - at + 1)
      {
        at = UnsafeRawPointer(next) - UnsafeRawPointer(start)
        if memcmp(next, bytes, length) == 0 { return at }
        at += 1
      }
      return nil
    }
  }
}
