/// The intrinsic functions of CloudFormation: `Sub`, `Join`, `Ref`, `If` and `FindInMap`.
struct CloudFormationFunctions {
  /// One of the texts that a value may be.
  struct Value {
    var text: MappedText
    /// The condition under which it is; `nil` for always.
    var condition: String?
  }

  /// The document, with `Parameters` and `Mappings`.
  let template: DataNode

  /// The texts that a value may be; the default of a parameter counts where it is all of it.
  func values(of node: DataNode) -> [Value] {
    switch call(node) {
    case ("If", let argument)? where argument.elements.count == 3:
      let condition = argument.elements[0].string ?? ""
      return zip(argument.elements.dropFirst(), [condition, "not " + condition]).compactMap {
        branch, condition in
        text(of: branch, depth: 0).map { Value(text: $0, condition: condition) }
      }
    case ("Ref", let argument)?:
      let parameter = template[["Parameters", argument.string ?? "", "Default"]]
      if let text = parameter?.text { return [Value(text: text)] }
    default: break
    }
    return text(of: node, depth: 0).map { [Value(text: $0)] } ?? []
  }

  /// The function that a value calls and what it is given.
  private func call(_ node: DataNode) -> (name: String, argument: DataNode)? {
    if let tag = node.tag, tag.first?.isUppercase == true {
      var argument = node
      argument.tag = nil
      return (tag, argument)
    }
    guard node.entries.count == 1, let entry = node.entries.first else { return nil }
    if entry.key == "Ref" { return ("Ref", entry.value) }
    return entry.key.hasPrefix("Fn::") ? (String(entry.key.dropFirst(4)), entry.value) : nil
  }

  /// A value as one text; `nil` for `AWS::NoValue`.
  private func text(of node: DataNode, depth: Int) -> MappedText? {
    guard depth < 32 else { return nil }
    guard let (name, argument) = call(node) else {
      return (node.text ?? MappedText()).withVariables
    }
    switch name {
    case "Ref" where argument.string == "AWS::NoValue": return nil
    case "Ref": return runTime(argument.string ?? name, node)
    case "Sub":
      let parts = argument.elements
      guard let text = parts.first?.text ?? argument.text else { break }
      return substituted(text, with: parts.count > 1 ? parts[1] : nil, depth: depth)
    case "Join" where argument.elements.count == 2:
      guard let separator = argument.elements[0].string else { break }
      let parts = argument.elements[1].elements.compactMap { text(of: $0, depth: depth + 1) }
      var joined = MappedText()
      for (index, part) in parts.enumerated() {
        if index > 0 { joined.append(unwritten: separator) }
        joined.append(part)
      }
      return joined
    case "FindInMap":
      let keys = argument.elements.compactMap(\.string)
      guard keys.count == 3, let found = template[["Mappings"] + keys]?.text else { break }
      return .reference(to: found, at: node.range, nil)
    default: break
    }
    let label = argument.string ?? argument.elements.compactMap(\.string).joined(separator: ".")
    return runTime("\(name) \(label)", node)
  }

  private func runTime(_ expression: String, _ node: DataNode) -> MappedText {
    .runTime(expression, at: node.range, nil)
  }

  /// A text with the variables in place that `Sub` is given; others are known only at run time.
  private func substituted(
    _ text: MappedText, with variables: DataNode?, depth: Int
  ) -> MappedText {
    text.replacingParts(from: "${", to: "}") { name, source, spelling in
      var part = MappedText()
      if name.hasPrefix("!") {
        part.append(
          Array("${\(name.dropFirst())}".utf8), escapedAs: source, spelling ?? QuotedText())
      } else if let node = variables?[name], let value = self.text(of: node, depth: depth + 1),
        value.unresolved.isEmpty
      {
        part.append(valueOf: value, referredToAt: source, spelling)
      } else {
        part.append(runTime: name, for: source, spelling)
      }
      return part
    }
  }
}
