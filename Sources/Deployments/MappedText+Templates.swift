/// Parts that a tool fills in before the platform reads a file.
extension MappedText {
  /// It with `{{...}}` as run-time parts.
  var withTemplates: MappedText { withRunTimeParts(from: "{{", to: "}}") }

  /// It with `${...}` as run-time parts.
  var withVariables: MappedText { withRunTimeParts(from: "${", to: "}") }

  private func withRunTimeParts(from open: String, to close: String) -> MappedText {
    var result = MappedText()
    var position = 0
    var index = 0
    while index < bytes.count {
      guard bytes[index...].starts(with: open.utf8),
        let end = (index..<bytes.count).first(where: { bytes[$0...].starts(with: close.utf8) })
      else {
        index += 1
        continue
      }
      let stop = end + close.utf8.count
      let isKnown = segment(at: index)?.kind == .reference
      if !isKnown, let source = source(of: index..<stop) {
        let inner = bytes[index + open.utf8.count..<end].split { $0 <= 0x20 }
        let words = inner.map { ASCIIText.string($0) }.filter { $0 != "-" }
        result.append(self[position..<index])
        result.append(
          runTime: words.joined(separator: " "), for: source, segment(at: index)?.spelling)
        position = stop
      }
      index = stop
    }
    if position == 0 { return self }
    result.append(self[position..<bytes.count])
    return result
  }
}
