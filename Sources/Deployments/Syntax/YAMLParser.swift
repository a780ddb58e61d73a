/// Reads YAML by indentation.
struct YAMLParser {
  /// What stands before a value.
  struct Properties {
    var tag: String?
    var anchor: String?
  }

  let bytes: [UInt8]
  var index: Int
  var depth = 0
  var hasFault = false
  private var anchors: [String: DataNode] = [:]
  /// How many values aliases may still stand for: a few lines can name billions.
  private var budget = 100_000

  init(bytes: [UInt8], index: Int) {
    self.bytes = bytes
    self.index = index
  }

  /// Every document; `nil` at what cannot be YAML.
  mutating func documents() -> [DataNode]? {
    var found: [DataNode] = []
    while true {
      skipBlank()
      guard index < bytes.count else { return found }
      if isMarker {
        skipLine()
        continue
      }
      if bytes[index] == 0x25, column == 0 {
        skipLine()
        continue
      }
      let before = index
      found.append(block(indent: 0))
      skipBlank()
      if hasFault || index == before || index < bytes.count && !isMarker { return nil }
    }
  }

  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func next(_ distance: Int) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  func isBlank(_ byte: UInt8?) -> Bool {
    byte == nil || byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private var column: Int {
    index - ((bytes[..<index].lastIndex(of: 0x0A) ?? -1) + 1)
  }

  /// Whether nothing but white space stands before this on its line.
  private var beginsLine: Bool {
    bytes[..<index].reversed().prefix { $0 != 0x0A }.allSatisfy(isBlank)
  }

  /// Passes over white space behind an entry; the next one begins a line.
  private mutating func endEntry() {
    skipBlank()
    if index < bytes.count, !beginsLine { hasFault = true }
  }

  /// Whether `---` or `...` begins here.
  private var isMarker: Bool {
    guard column == 0, isBlank(next(3)) else { return false }
    return bytes[index...].starts(with: "---".utf8) || bytes[index...].starts(with: "...".utf8)
  }

  mutating func skipLine() {
    index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
  }

  private mutating func skipSpaces() {
    while let byte = current, byte == 0x20 || byte == 0x09 { index += 1 }
  }

  /// Passes over white space, comments and lines of templates.
  mutating func skipBlank() {
    while let byte = current {
      if byte == 0x23, index == 0 || isBlank(bytes[index - 1]) {
        skipLine()
      } else if byte == 0x7B, next(1) == 0x7B || next(1) == 0x25, isTemplateLine {
        skipLine()
      } else if isBlank(byte) {
        index += 1
      } else {
        return
      }
    }
  }

  private var isTemplateLine: Bool {
    let start = (bytes[..<index].lastIndex(of: 0x0A) ?? -1) + 1
    guard bytes[start..<index].allSatisfy(isBlank) else { return false }
    let line = bytes[index...].prefix { $0 != 0x0A && $0 != 0x0D }
    let ink = line.reversed().drop { $0 == 0x20 }
    return ink.starts(with: [0x7D, 0x7D]) || ink.starts(with: [0x7D, 0x25])
  }

  private mutating func isLineEmpty() -> Bool {
    skipSpaces()
    guard let byte = current else { return true }
    return byte == 0x0A || byte == 0x0D || byte == 0x23
  }

  /// Reads an anchor and a tag.
  mutating func properties() -> Properties {
    var found = Properties()
    while let byte = current, byte == 0x26 || byte == 0x21 {
      let start = index
      while !isBlank(current), ![0x2C, 0x5D, 0x7D].contains(bytes[index]) { index += 1 }
      let name = ASCIIText.string(bytes[(start + 1)..<index])
      if byte == 0x26 { found.anchor = name } else { found.tag = name }
      skipSpaces()
    }
    return found
  }

  /// A value with what stood before it.
  mutating func node(_ value: DataNode, _ properties: Properties) -> DataNode {
    var value = value
    value.tag = properties.tag ?? value.tag
    if let anchor = properties.anchor { anchors[anchor] = value }
    return value
  }

  /// What `*name` stands for.
  mutating func alias() -> DataNode {
    let start = index
    index += 1
    while !isBlank(current), ![0x2C, 0x5D, 0x7D].contains(bytes[index]) { index += 1 }
    guard let value = anchors[ASCIIText.string(bytes[(start + 1)..<index])] else {
      return nothing(at: start)
    }
    budget -= value.count
    return budget > 0 ? value : nothing(at: start)
  }

  func nothing(at place: Int) -> DataNode { DataNode(.nothing, in: place..<place) }

  func scalar(_ text: MappedText, from start: Int, to end: Int? = nil) -> DataNode {
    DataNode(.text { text }, in: start..<max(start, end ?? index))
  }

  /// A value that begins here or on a line after, at least so far to the right.
  private mutating func block(indent: Int) -> DataNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else {
      hasFault = true
      return nothing(at: index)
    }
    skipBlank()
    guard index < bytes.count, column >= indent, !isMarker else { return nothing(at: index) }
    if bytes[index] == 0x21 || bytes[index] == 0x26 {
      let properties = properties()
      return node(block(indent: indent), properties)
    }
    if bytes[index] == 0x2D, isBlank(next(1)) { return sequence(at: column) }
    if keyEnd() != nil { return mapping(at: column) }
    if current == 0x7C || current == 0x3E { return blockScalar(parent: indent - 1) }
    return inline(indent: indent - 1)
  }

  private mutating func sequence(at column: Int) -> DataNode {
    let start = index
    var nodes: [DataNode] = []
    while index < bytes.count, self.column == column, bytes[index] == 0x2D, isBlank(next(1)),
      !isMarker, !hasFault
    {
      index += 1
      if isLineEmpty() {
        nodes.append(block(indent: column + 1))
      } else {
        let properties = properties()
        if current == 0x7C || current == 0x3E {
          nodes.append(node(blockScalar(parent: column), properties))
        } else {
          nodes.append(node(block(indent: column + 1), properties))
        }
      }
      endEntry()
    }
    return DataNode(.list(nodes), in: start..<max(start, nodes.last?.range.upperBound ?? start))
  }

  private mutating func mapping(at column: Int) -> DataNode {
    let start = index
    var entries: [DataNode.Entry] = []
    while index < bytes.count, self.column == column, !isMarker, !hasFault, let end = keyEnd() {
      var keyEnd = end
      while keyEnd > index, bytes[keyEnd - 1] == 0x20 { keyEnd -= 1 }
      let place = index..<keyEnd
      let key = key(upTo: end)
      index = end + 1
      entries.append(.init(key: key, place: place, value: value(parent: column)))
      endEntry()
    }
    // What is further to the right belongs to nothing.
    if index < bytes.count, self.column > column { hasFault = true }
    return mapping(entries, from: start, to: entries.last?.range.upperBound ?? start)
  }

  /// A mapping with what `<<` takes over from others.
  func mapping(_ entries: [DataNode.Entry], from start: Int, to end: Int) -> DataNode {
    var entries = entries
    for merge in entries where merge.key == "<<" {
      let others = merge.value.elements.isEmpty ? [merge.value] : merge.value.elements
      for entry in others.flatMap(\.entries)
      where !entries.contains(where: { $0.key == entry.key }) {
        entries.append(entry)
      }
    }
    entries.removeAll { $0.key == "<<" }
    return DataNode(.map(entries), in: start..<max(start, end))
  }

  private mutating func value(parent column: Int) -> DataNode {
    _ = isLineEmpty()
    let properties = properties()
    return node(bareValue(parent: column), properties)
  }

  private mutating func bareValue(parent column: Int) -> DataNode {
    if isLineEmpty() {
      let end = index
      skipBlank()
      guard index < bytes.count else { return nothing(at: end) }
      // A sequence may stand as far left as the key that it belongs to.
      if self.column == column, bytes[index] == 0x2D, isBlank(next(1)), !isMarker {
        return sequence(at: column)
      }
      return self.column > column ? block(indent: column + 1) : nothing(at: end)
    }
    if current == 0x7C || current == 0x3E { return blockScalar(parent: column) }
    return inline(indent: column)
  }

  /// Where the colon behind a key stands; `nil` when no key begins here.
  private func keyEnd() -> Int? {
    var place = index
    guard place < bytes.count else { return nil }
    let quote = bytes[place]
    if quote == 0x22 || quote == 0x27 {
      place += 1
      while place < bytes.count, bytes[place] != quote, bytes[place] != 0x0A {
        place += quote == 0x22 && bytes[place] == 0x5C ? 2 : 1
      }
      place += 1
      while place < bytes.count, bytes[place] == 0x20 { place += 1 }
      guard place < bytes.count, bytes[place] == 0x3A,
        isBlank(place + 1 < bytes.count ? bytes[place + 1] : nil)
      else { return nil }
      return place
    }
    if [0x5B, 0x7B, 0x7C, 0x3E, 0x23].contains(quote) { return nil }
    while place < bytes.count, bytes[place] != 0x0A {
      let following = place + 1 < bytes.count ? bytes[place + 1] : nil
      if bytes[place] == 0x3A, isBlank(following) { return place }
      if bytes[place] == 0x23, place > index, isBlank(bytes[place - 1]) { return nil }
      place += 1
    }
    return nil
  }

  private func key(upTo end: Int) -> String {
    var text = bytes[index..<end]
    while text.last == 0x20 { text.removeLast() }
    if let first = text.first, first == 0x22 || first == 0x27, text.count > 1 {
      text = text.dropFirst().dropLast()
    }
    return ASCIIText.string(text)
  }

  // MARK: Scalars

  /// A flow collection or a scalar that begins on this line.
  private mutating func inline(indent: Int) -> DataNode {
    let start = index
    switch current {
    case 0x22, 0x27:
      let text = quoted()
      return scalar(text, from: start)
    case 0x5B: return flowSequence()
    case 0x7B where next(1) != 0x7B: return flowMapping()
    case 0x2A:
      let value = alias()
      skipLine()
      return value
    default:
      let text = plain(indent: indent)
      return scalar(text, from: start, to: text.extent?.upperBound)
    }
  }

  mutating func quoted() -> MappedText {
    let quote = bytes[index]
    let spelling: any Spelling =
      quote == 0x22
      ? QuotedText(escaped: "\"\\", forbidden: "\n\r\t") : YAMLSingleQuotedText()
    var text = MappedText()
    index += 1
    var start = index
    while let byte = current {
      if byte == quote {
        text.append(of: bytes, in: start..<index, spelling)
        if quote == 0x27, next(1) == 0x27 {
          text.append([0x27], escapedAs: index..<index + 2, spelling)
          index += 2
          start = index
          continue
        }
        index += 1
        return text
      }
      if byte == 0x5C, quote == 0x22 {
        text.append(of: bytes, in: start..<index, spelling)
        var escape = CodeText.escape(bytes, index, bytes.count, .javaScript)
        if next(1) == 0x0A {
          // An escaped line end takes the indentation of the next line along.
          while escape.end < bytes.count, bytes[escape.end] == 0x20 { escape.end += 1 }
        }
        text.append(escape.text, escapedAs: index..<escape.end, spelling)
        index = escape.end
        start = index
      } else if byte == 0x0A {
        var end = index
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        text.append(of: bytes, in: start..<end, spelling)
        while isBlank(current), index < bytes.count { index += 1 }
        text.append([0x20], escapedAs: end..<index, spelling)
        start = index
      } else {
        index += 1
      }
    }
    hasFault = true
    return text
  }

  /// Plain text; lines further to the right than `indent` go on with it.
  mutating func plain(indent: Int, inFlow: Bool = false) -> MappedText {
    let spelling = YAMLPlainText(isInFlow: inFlow)
    var text = MappedText()
    while true {
      let start = index
      while let byte = current, byte != 0x0A {
        if byte == 0x23, index > start, isBlank(bytes[index - 1]) { break }
        if byte == 0x3A, isBlank(next(1)) || inFlow && [0x2C, 0x5D, 0x7D].contains(next(1) ?? 0) {
          if inFlow { break }
        }
        if inFlow, [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte) { break }
        index += 1
      }
      var end = index
      while end > start, isBlank(bytes[end - 1]) { end -= 1 }
      text.append(of: bytes, in: start..<end, spelling)
      guard current == 0x0A else {
        if current == 0x23 { skipLine() }
        return text
      }
      let kept = index
      while isBlank(current), index < bytes.count { index += 1 }
      let goesOn =
        index < bytes.count && !isMarker && current != 0x23
        && (inFlow ? ![0x2C, 0x5D, 0x7D].contains(bytes[index]) : column > indent)
      guard goesOn else {
        index = kept
        return text
      }
      text.append([0x20], escapedAs: end..<index, spelling)
    }
  }
}
