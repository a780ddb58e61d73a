/// Finds the name that somebody probably meant.
public enum NearestName {
  /// The name with the fewest edits.
  ///
  /// - Parameters:
  ///   - name: What was written; case matters not.
  ///   - names: What may have been meant.
  ///   - limit: How many edits there may be; a third of the letters when `nil`.
  /// - Returns: The nearest name, the first of several; `nil` when none is near.
  public static func of(_ name: String, in names: [String], within limit: Int? = nil) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(80))
    let limit = limit ?? max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in names where abs(candidate.utf8.count - wanted.count) <= limit {
      let distance = distance(wanted, Array(candidate.utf8))
      let isNear = distance <= limit && distance < wanted.count
      if isNear, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.
  public static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var next = [row + 1]
      for column in right.indices {
        let same = left[row] == right[column]
        var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        next.append(best)
      }
      before = last
      last = next
    }
    return last[right.count]
  }
}
