extension StringProtocol {
  /// Where a short ASCII text first stands.
  ///
  /// Compares bytes: `firstRange(of:)` prepares a table for each call, which costs more than the
  /// words and lines that are searched here.
  package func place(of needle: String) -> Range<Index>? {
    let bytes = utf8
    let wanted = needle.utf8
    guard let first = wanted.first else { return nil }
    var at = bytes.startIndex
    while let start = bytes[at...].firstIndex(of: first) {
      if bytes[start...].starts(with: wanted) {
        return start..<bytes.index(start, offsetBy: wanted.count)
      }
      at = bytes.index(after: start)
    }
    return nil
  }

  /// Whether a short ASCII text stands in it.
  package func holds(_ needle: String) -> Bool { place(of: needle) != nil }
}
