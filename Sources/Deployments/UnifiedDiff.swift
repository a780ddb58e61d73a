/// Edits of a file as a unified diff that `git apply` and `patch -p1` take.
public struct UnifiedDiff: Sendable {
  /// The diff, byte for byte as the file's lines are; empty when nothing changes.
  public private(set) var bytes: [UInt8] = []

  private static let context = 3

  /// Lines of the old file that other lines take the place of.
  private struct Change {
    var old: Range<Int>
    var new: [[UInt8]]
  }

  /// Compares a file with what edits make of it.
  ///
  /// - Parameters:
  ///   - path: The file, relative to the folder in which the diff will be applied.
  ///   - file: Its bytes.
  ///   - edits: Edits that do not overlap.
  public init(path: String, file: [UInt8], edits: [FileEdit]) {
    let lines = Self.lines(of: file)
    let changes = Self.changes(lines: lines, file: file, edits: edits)
    guard !changes.isEmpty else { return }
    bytes += Array("--- \(Self.name("a/" + path))\n+++ \(Self.name("b/" + path))\n".utf8)
    var shift = 0
    var start = 0
    while start < changes.count {
      var end = start + 1
      while end < changes.count,
        changes[end].old.lowerBound - changes[end - 1].old.upperBound <= 2 * Self.context
      {
        end += 1
      }
      append(hunk: changes[start..<end], lines: lines, file: file, shift: &shift)
      start = end
    }
  }

  private mutating func append(
    hunk: ArraySlice<Change>, lines: [Range<Int>], file: [UInt8], shift: inout Int
  ) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let from = max(0, first.old.lowerBound - Self.context)
    let to = min(lines.count, last.old.upperBound + Self.context)
    let growth = hunk.reduce(0) { $0 + $1.new.count - $1.old.count }
    let count = to - from
    bytes += Array(
      "@@ -\(Self.span(from, count)) +\(Self.span(from + shift, count + growth)) @@\n".utf8)
    shift += growth
    var position = from
    for change in hunk {
      for line in lines[position..<change.old.lowerBound] { append(" ", file[line]) }
      for line in lines[change.old] { append("-", file[line]) }
      for line in change.new { append("+", line[...]) }
      position = change.old.upperBound
    }
    for line in lines[position..<to] { append(" ", file[line]) }
  }

  private static func span(_ start: Int, _ count: Int) -> String {
    let shown = count == 0 ? start : start + 1
    return count == 1 ? "\(shown)" : "\(shown),\(count)"
  }

  private mutating func append(_ sign: String, _ line: ArraySlice<UInt8>) {
    bytes += Array(sign.utf8) + line
    if line.last != 0x0A { bytes += Array("\n\\ No newline at end of file\n".utf8) }
  }

  private static func lines(of file: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start < file.count {
      let end = file[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? file.count
      lines.append(start..<end)
      start = end
    }
    return lines
  }

  private static func changes(
    lines: [Range<Int>], file: [UInt8], edits: [FileEdit]
  ) -> [Change] {
    func line(at offset: Int) -> Int {
      var low = 0
      var high = lines.count
      while low < high {
        let middle = (low + high) / 2
        if lines[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
      }
      return min(low, max(0, lines.count - 1))
    }
    var groups: [(lines: Range<Int>, edits: [FileEdit])] = []
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let first = line(at: edit.range.lowerBound)
      let last = line(at: max(edit.range.lowerBound, edit.range.upperBound - 1))
      let range = first..<min(last + 1, lines.count)
      if let before = groups.last, before.lines.upperBound > range.lowerBound {
        groups[groups.count - 1].edits.append(edit)
        groups[groups.count - 1].lines =
          before.lines.lowerBound..<max(before.lines.upperBound, range.upperBound)
      } else {
        groups.append((range, [edit]))
      }
    }
    let changes = groups.compactMap { group -> Change? in
      let start = group.lines.isEmpty ? 0 : lines[group.lines.lowerBound].lowerBound
      let end = group.lines.isEmpty ? 0 : lines[group.lines.upperBound - 1].upperBound
      let moved = group.edits.map {
        FileEdit(
          replacing: $0.range.lowerBound - start..<$0.range.upperBound - start, with: $0.bytes)
      }
      let text = FileEdit.apply(moved, to: Array(file[start..<end])) ?? []
      var new = Self.lines(of: text).map { Array(text[$0]) }
      var old = group.lines
      while let first = new.first, !old.isEmpty, file[lines[old.lowerBound]].elementsEqual(first) {
        new.removeFirst()
        old = old.lowerBound + 1..<old.upperBound
      }
      while let last = new.last, !old.isEmpty, file[lines[old.upperBound - 1]].elementsEqual(last) {
        new.removeLast()
        old = old.lowerBound..<old.upperBound - 1
      }
      return old.isEmpty && new.isEmpty ? nil : Change(old: old, new: new)
    }
    // Changes of neighbouring lines read better as one.
    return changes.reduce(into: []) { merged, change in
      guard let last = merged.last, last.old.upperBound == change.old.lowerBound else {
        return merged.append(change)
      }
      merged[merged.count - 1] = Change(
        old: last.old.lowerBound..<change.old.upperBound, new: last.new + change.new)
    }
  }

  /// A name as git writes it: in quotes when it holds odd bytes, with a tab when it holds spaces.
  private static func name(_ path: String) -> String {
    let isOdd = path.utf8.contains { $0 < 0x20 || $0 >= 0x7F || $0 == 0x22 || $0 == 0x5C }
    guard isOdd else { return path.contains(" ") ? path + "\t" : path }
    var text = "\""
    for byte in path.utf8 {
      switch byte {
      case 0x22, 0x5C: text += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: text += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return text + "\""
  }
}
