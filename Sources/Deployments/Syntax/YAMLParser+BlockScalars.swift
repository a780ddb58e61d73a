/// Scalars behind `|` and `>`.
extension YAMLParser {
  mutating func blockScalar(parent: Int) -> DataNode {
    let start = index
    let isFolded = bytes[index] == 0x3E
    index += 1
    var keeps: UInt8?
    var indent: Int?
    while let byte = current, !isBlank(byte) {
      if byte == 0x2B || byte == 0x2D { keeps = byte }
      if CodeText.isDigit(byte) { indent = max(parent, 0) + Int(byte - 0x30) }
      index += 1
    }
    skipLine()
    index = min(index + 1, bytes.count)
    let lines = blockLines(indent: &indent, parent: parent)
    let width = indent ?? 0
    let spelling = YAMLBlockText(indent: Array(repeating: 0x20, count: width))
    var text = MappedText()
    var last = lines.count
    while last > 0, lines[last - 1].isEmpty { last -= 1 }
    for (place, line) in lines[..<last].enumerated() {
      text.append(of: bytes, in: line, spelling)
      let isLast = place == last - 1
      let end = line.upperBound
      let next = isLast ? min(end + 1, bytes.count) : lines[place + 1].lowerBound
      if isLast, keeps == 0x2D { break }
      guard next > end else { break }
      let folds =
        isFolded && !isLast && !line.isEmpty && !lines[place + 1].isEmpty && !isIndented(line)
        && !isIndented(lines[place + 1])
      text.append([folds ? 0x20 : 0x0A], escapedAs: end..<next, spelling)
    }
    return scalar(text, from: start, to: last > 0 ? lines[last - 1].upperBound : nil)
  }

  /// The lines of a block scalar without their indentation.
  private mutating func blockLines(indent: inout Int?, parent: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    while index < bytes.count {
      let feed = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      let end = feed > index && bytes[feed - 1] == 0x0D ? feed - 1 : feed
      let spaces = bytes[index..<end].prefix { $0 == 0x20 }.count
      let isEmpty = index + spaces == end
      if !isEmpty {
        if indent == nil {
          guard spaces > parent else { break }
          indent = spaces
        }
        guard spaces >= indent ?? 0 else { break }
      }
      let start = isEmpty ? end : index + (indent ?? spaces)
      lines.append(min(start, end)..<end)
      index = min(feed + 1, bytes.count)
    }
    return lines
  }

  /// Whether a line begins with white space of its own, which folding leaves alone.
  private func isIndented(_ line: Range<Int>) -> Bool {
    bytes[line].first.map { isBlank($0) } ?? false
  }
}
