import ContentSecurityPolicy

/// Policies that a program builds by calls: a call a directive, and one a source.
///
/// NetEscapades.AspNetCore.SecurityHeaders writes `csp.AddImgSrc().Self().From("a.example")`, NWebsec
/// `.ImageSources(s => s.Self().CustomSources("a.example"))`.
struct CallPolicies {
  private let evaluator: CodeEvaluator
  private let chains: [(chain: CallChain, around: [CodeExpression], conditions: [String])]

  /// Every policy that is built so, in the order of the file.
  static func all(in evaluator: CodeEvaluator) -> [DeployedPolicy] {
    let reader = CallPolicies(
      evaluator: evaluator, chains: CallChain.all(in: evaluator.program))
    var found: [(place: Int, policy: DeployedPolicy)] = []
    var inner: [Range<Int>] = []
    for (chain, _, conditions) in reader.chains {
      for call in chain.calls {
        guard let delivery = Self.delivery(call.name), let function = call.items.last?.value,
          case .function = function.form
        else { continue }
        inner.append(function.range)
        let style: CallStyle = call.name.hasPrefix("Use") ? .nwebsec : .netEscapades
        let scope = conditions.isEmpty ? nil : conditions.joined(separator: " and ")
        if let policy = reader.policy(in: function.range, style, delivery, scope) {
          found.append((function.range.lowerBound, policy))
        }
      }
    }
    let isBuilder = Platforms.hasMark(
      SourceFile(path: "", bytes: evaluator.program.bytes), of: ["cspbuilder"])
    if isBuilder, let policy = reader.policy(in: nil, .netEscapades, .header, nil, but: inner) {
      found.append((policy.extent?.lowerBound ?? 0, policy))
    }
    return found.sorted { $0.place < $1.place }.map(\.policy)
  }

  private static func delivery(_ name: String) -> Delivery? {
    switch name {
    case "AddContentSecurityPolicy", "UseCsp": .header
    case "AddContentSecurityPolicyReportOnly", "UseCspReportOnly": .reportOnly
    default: nil
    }
  }

  /// The policy of the chains in a range, or of those that are in none of some.
  private func policy(
    in range: Range<Int>?, _ style: CallStyle, _ delivery: Delivery, _ scope: String?,
    but others: [Range<Int>] = []
  ) -> DeployedPolicy? {
    var map = DirectiveMap()
    var variables: [String: String] = [:]
    var last: (chain: CallChain, call: CallChain.Call)?
    var outer: [String]?
    for (chain, _, conditions) in chains {
      let place = chain.range.lowerBound
      guard range.map({ $0.contains(place) }) ?? !others.contains(where: { $0.contains(place) })
      else { continue }
      if DevelopmentCondition.holds(in: conditions) { continue }
      let conditions = DevelopmentCondition.others(than: conditions)
      if outer == nil { outer = conditions }
      let isConditional = conditions.count > (outer?.count ?? 0)
      var name: String?
      if case .name(let variable)? = chain.root?.form { name = variables[variable] }
      for call in chain.calls {
        if let directive = style.directive(call) {
          name = directive
          let isThere = map.directives.contains { $0.name == directive }
          // What a condition changes is the exception.
          if isConditional, isThere {
            name = nil
            continue
          }
          map.directives.removeAll { $0.name == directive }
          map.directives.append(.init(name: directive, key: call.range, sources: []))
          if !isConditional { last = (chain, call) }
          note(directive, of: chain, in: &variables)
          if let sources = style.inner(call) { add(sources, to: directive, style, &map) }
          if call.name == "AddReportTo" || call.name == "AddCustomDirective" {
            add([call], to: directive, style, &map)
          }
        } else if let name,
          !isConditional || chain.calls.contains(where: { style.directive($0) == name })
        {
          add([call], to: name, style, &map)
        }
      }
    }
    for index in map.directives.indices { style.order(&map.directives[index].sources) }
    let following: any DirectiveLayout =
      last.flatMap { layout($0.chain, $0.call, style) }
      ?? ClosedLayout(reason: "there is no statement that a directive could follow")
    return map.policy(delivery: delivery, scope: scope, page: 0, layout: following)
  }

  /// Remembers the variable that a directive is kept in.
  private func note(_ name: String, of chain: CallChain, in variables: inout [String: String]) {
    let declaration = evaluator.program.declarations.last {
      $0.value?.range == chain.range
    }
    if let declaration { variables[declaration.name] = name }
  }

  private func add(
    _ calls: [CallChain.Call], to name: String, _ style: CallStyle, _ map: inout DirectiveMap
  ) {
    guard let index = map.directives.firstIndex(where: { $0.name == name }) else { return }
    for call in calls {
      map.directives[index].sources += sources(call, name, style)
    }
  }

  /// The sources that a call adds.
  private func sources(
    _ call: CallChain.Call, _ directive: String, _ style: CallStyle
  ) -> [DirectiveMap.Source] {
    let spelling = CallSource(style: style)
    func one(_ text: MappedText) -> [DirectiveMap.Source] {
      [.init(text: .reference(to: text, at: call.range, spelling), place: call.range)]
    }
    if let text = CallStyle.texts[call.name] { return one(.unwritten(text)) }
    func argument(_ index: Int) -> MappedText? {
      call.items.indices.contains(index)
        ? evaluator.value(of: call.items[index].value).text : nil
    }
    switch call.name {
    case "WithNonce", "AddNonce":
      var nonce = MappedText()
      nonce.append(unwritten: "'nonce-")
      nonce.append(runTime: "nonce", for: 0..<0, nil)
      nonce.append(unwritten: "'")
      return one(nonce)
    case "WithHash256", "WithHash384", "WithHash512", "WithHashSha256", "WithHashSha384",
      "WithHashSha512":
      let hash = argument(0).map { ASCIIText.string($0.bytes) } ?? ""
      return one(.unwritten("'sha\(call.name.suffix(3))-\(hash)'"))
    case "WithHash":
      let parts = [argument(0), argument(1)].compactMap { $0 }.map { ASCIIText.string($0.bytes) }
      return one(.unwritten("'" + parts.joined(separator: "-") + "'"))
    case "From", "CustomSources", "To", "Uris", "Sources", "For", "AddReportTo", "MediaTypes":
      let lists = call.items.map { evaluator.value(of: $0.value) }
      if call.items.count == 1, case .list = lists[0] {
        return DirectiveMap.sources(lists[0], call.items[0].value)
      }
      if call.name == "CustomSources" || call.items.count > 1 {
        let range = call.items[0].range.lowerBound..<call.range.upperBound
        let list = CodeExpression(form: .list(call.items), range: range)
        return DirectiveMap.sources(evaluator.value(of: list), list)
      }
      if let known = argument(0) { return one(known) }
      guard let item = call.items.first else { return [] }
      let source = evaluator.program.source(item.value.range)
      return [.init(text: .runTime(source, at: call.range, spelling), place: call.range)]
    case "AddCustomDirective":
      return argument(1).map { one($0) } ?? []
    default:
      return directive == "sandbox" && call.name.hasPrefix("Allow")
        ? one(.unwritten(String(CamelCase.kebab(call.name).drop { $0 == "-" }))) : []
    }
  }

  private func layout(
    _ chain: CallChain, _ call: CallChain.Call, _ style: CallStyle
  ) -> (any DirectiveLayout)? {
    let bytes = evaluator.program.bytes
    if style.groupsHosts {
      let end = call.range.upperBound
      let gap = bytes[..<max(0, call.range.lowerBound - 1)].reversed()
        .prefix(while: CodeText.isSpace)
      return CallLayout(
        at: end, before: ASCIIText.string(gap.reversed()) + ".", after: "", style: style)
    }
    let line = StatementLine(bytes, around: chain.range)
    // The line that the statement begins on has the root's name.
    guard let root = chain.root, bytes[chain.range.upperBound...].first == 0x3B else { return nil }
    let name = evaluator.program.source(root.range)
    return CallLayout(
      at: line.end, before: line.lineEnd + line.indent + name + ".", after: ";", style: style)
  }
}
