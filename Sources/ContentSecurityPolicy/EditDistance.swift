/// How far a misspelt word is from those that were meant.
enum EditDistance {
  /// The word nearest to `word`, when it is at most two edits away.
  static func nearest(to word: String, among words: [String]) -> String? {
    guard word.utf8.count < 64 else { return nil }
    let scored = words.map { ($0, between(Array(word.utf8), Array($0.utf8))) }
    return scored.filter { $0.1 > 0 && $0.1 <= 2 }.min { $0.1 < $1.1 }?.0
  }

  private static func between(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard abs(left.count - right.count) <= 2 else { return 3 }
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let cost = min(row[j + 1] + 1, row[j] + 1, diagonal + (byte == other ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[right.count]
  }
}
