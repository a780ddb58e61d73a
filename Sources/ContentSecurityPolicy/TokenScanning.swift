import ByteScanning

extension Span<UInt8> {
  /// Whether `https://` stands at an index, in lower case; eight bytes must be there.
  @inline(__always)
  func isHTTPS(at index: Int) -> Bool {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      == 0x2F2F_3A73_7074_7468
  }

  /// Whether `wss://` stands at an index, in lower case; eight bytes must be there.
  @inline(__always)
  func isWSS(at index: Int) -> Bool {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian << 16
      == 0x2F2F_3A73_7377_0000
  }
}
