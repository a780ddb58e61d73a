import DocumentTree

/// Parts of a host or path that stand for something the reader has to fill in.
enum Placeholder {
  /// Whether a label is, or holds, a placeholder.
  static func isIn(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    var hasCapital = false
    var isPlain = true
    var isShouted = true
    for byte in label {
      switch byte {
      case 123, 125, 91, 93, 60, 62, 36, 37, 95: return true
      case 65...90:
        hasCapital = true
        isPlain = false
      case 48...57, 45: break
      case 120, 121:  // x and y, of "xxx" and "your"
        isPlain = false
        isShouted = false
      default: isShouted = false
      }
    }
    if isPlain { return false }
    if label.count >= 4, your.contains(UnsafeBufferPointer(rebasing: label[..<4])),
      label.count == 4 || label.contains(45)
    {
      return true
    }
    if standIns.contains(label) { return true }
    if common.contains(label) { return false }
    return label.count >= 3 && hasCapital && isShouted
  }

  private static let your: WordSet = ["your"]
  private static let standIns: WordSet = ["yourdomain", "xxx", "xxxx"]

  /// Labels that are names even in capitals.
  private static let common: WordSet = [
    "api", "cdn", "www", "img", "app", "com", "net", "org", "wss",
  ]

  /// Whether a label is made of what hosts, wildcards and placeholders are made of.
  static func isLabel(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    var depth = 0
    for byte in label {
      switch byte {
      case 123, 91, 60: depth += 1
      case 125, 93, 62:
        depth -= 1
        if depth < 0 { return false }
      case 48...57, 65...90, 97...122, 45, 42, 95, 36, 37: break
      default: if depth == 0 { return false }
      }
    }
    return depth == 0
  }

  /// Where a path must be cut so that what is left is legal; `nil` if it is legal.
  static func pathCut(_ path: String) -> String.Index? {
    guard path.utf8.contains(where: { "{}<>[]*$_".utf8.contains($0) || $0 | 32 == 121 }) else {
      return nil
    }
    var start = path.startIndex
    for segment in path.split(separator: "/", omittingEmptySubsequences: false) {
      let lower = segment.lowercased()
      let isFillIn =
        segment.contains(where: { "{}<>[]*$".contains($0) })
        || lower.hasPrefix("your") && lower.count > 5
          && lower.contains(where: { $0 == "_" || $0 == "-" })
        || segment.count >= 4 && segment.contains("_")
          && segment.allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber }
      if isFillIn { return start }
      start = segment.endIndex
      if start < path.endIndex { start = path.index(after: start) }
    }
    return nil
  }
}
