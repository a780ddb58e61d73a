import CByteScanning

/// Three bytes of a name, by which text is passed over that does not hold it.
package struct NameSample: Sendable {
  private let sample: name_sample

  /// Takes the first and the last byte of a name, and one between.
  ///
  /// - Parameters:
  ///   - name: The name, not empty.
  ///   - middle: Position of the byte between.
  package init(_ name: [UInt8], middle: Int) {
    let last = name.count - 1
    sample = name_sample(
      first: name[0] | 0x20, middle: name[middle] | 0x20, last: name[last] | 0x20,
      middle_offset: middle, last_offset: last)
  }

  /// Whether the three fit at some start, in any case; many starts are looked at together.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - starts: Where the name may start; it must end inside the text.
  /// - Returns: `false` where the name surely does not stand.
  package func mayStart(_ bytes: Span<UInt8>, in starts: Range<Int>) -> Bool {
    precondition(starts.isEmpty || starts.upperBound + sample.last_offset <= bytes.count)
    return withUnsafePointer(to: sample) { sample in
      bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.map { may_hold_name($0 + starts.lowerBound, starts.count, sample) }
          ?? false
      }
    }
  }
}
