/// Collections between brackets.
extension YAMLParser {
  mutating func flowSequence() -> DataNode {
    let start = index
    index += 1
    depth += 1
    defer { depth -= 1 }
    var nodes: [DataNode] = []
    while !hasFault, depth < 100 {
      skipBlank()
      guard let byte = current else { break }
      if byte == 0x5D {
        index += 1
        return DataNode(.list(nodes), in: start..<index)
      }
      if byte == 0x2C { index += 1 } else { nodes.append(flowValue()) }
    }
    hasFault = true
    return nothing(at: start)
  }

  mutating func flowMapping() -> DataNode {
    let start = index
    index += 1
    depth += 1
    defer { depth -= 1 }
    var entries: [DataNode.Entry] = []
    while !hasFault, depth < 100 {
      skipBlank()
      guard let byte = current else { break }
      if byte == 0x7D {
        index += 1
        return mapping(entries, from: start, to: index)
      }
      if byte == 0x2C {
        index += 1
        continue
      }
      let key = flowValue()
      skipBlank()
      if current == 0x3A {
        index += 1
        skipBlank()
        let isAbsent = current == 0x2C || current == 0x7D
        let value = isAbsent ? nothing(at: index) : flowValue()
        entries.append(.init(key: key.string ?? "", place: key.range, value: value))
      }
    }
    hasFault = true
    return nothing(at: start)
  }

  private mutating func flowValue() -> DataNode {
    let properties = properties()
    return node(bareFlowValue(), properties)
  }

  private mutating func bareFlowValue() -> DataNode {
    let start = index
    defer { if index == start { index += 1 } }
    switch current {
    case 0x22, 0x27:
      let text = quoted()
      return scalar(text, from: start)
    case 0x5B: return flowSequence()
    case 0x7B: return flowMapping()
    case 0x2A: return alias()
    default:
      let text = plain(indent: -1, inFlow: true)
      return scalar(text, from: start, to: text.extent?.upperBound)
    }
  }
}
