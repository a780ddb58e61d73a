import ContentSecurityPolicy

/// SvelteKit: `kit.csp` of `svelte.config.*`, and headers that hooks and endpoints set.
enum SvelteKit: Platform {
  static let id = "sveltekit"
  static let marks = ["csp", "content-security-policy"]

  static func claims(_ name: String) -> Claim {
    guard JavaScriptFile.isOne(name) else { return .onlyWhenNamed }
    if name.hasPrefix("svelte.config.") { return .certain }
    let isServer =
      name.hasPrefix("hooks.server.") || name.hasPrefix("hooks.") || name.hasPrefix("+server.")
      || name.hasPrefix("+") && name.contains(".server.")
    return isServer ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let claim = claims(file.name)
    guard claim != .onlyWhenNamed, let program = JavaScriptSource.program(file) else { return nil }
    var reader = Reader(program)
    if claim == .certain { reader.readConfig() } else { reader.headers.addResponses() }
    guard claim == .certain || !reader.headers.policies.isEmpty else { return nil }
    return DeployedFile(platform: id, policies: reader.headers.policies)
  }

  private struct Reader {
    let evaluator: CodeEvaluator
    var headers: CodeHeaders

    init(_ program: CodeProgram) {
      evaluator = CodeEvaluator(program: program, keepsSpreads: true)
      headers = CodeHeaders(evaluator)
    }

    mutating func readConfig() {
      var found: [CodeExpression] = []
      evaluator.program.walk { expression, around, _ in
        guard let csp = expression.member("csp") else { return true }
        let names = expression.names(around: around)
        if names.isEmpty || names.last == "kit" || names.last == "csp" { found.append(csp) }
        return true
      }
      for csp in found { add(evaluator.value(of: csp), csp, scope: nil) }
    }

    private mutating func add(_ value: CodeValue, _ expression: CodeExpression, scope: String?) {
      switch value {
      case .unknown: headers.add(.header, value, expression, scope: scope)
      case .choice(let condition, let one, let other):
        headers.nextPage()
        add(one, expression, scope: "when " + condition)
        headers.nextPage()
        add(other, expression, scope: "otherwise")
      case .map(let members, _):
        for (name, delivery) in [("directives", Delivery.header), ("reportOnly", .reportOnly)] {
          guard let member = members.last(where: { $0.name == name }) else { continue }
          add(member.value, member.expression, delivery, scope: scope)
        }
      case .text, .list, .function, .flag, .nothing: return
      }
    }

    private mutating func add(
      _ value: CodeValue, _ expression: CodeExpression, _ delivery: Delivery, scope: String?
    ) {
      switch value {
      case .unknown: headers.add(delivery, value, expression, scope: scope)
      case .choice(let condition, let one, let other):
        headers.nextPage()
        add(one, expression, delivery, scope: "when " + condition)
        headers.nextPage()
        add(other, expression, delivery, scope: "otherwise")
      case .map(let members, let site):
        var map = DirectiveMap()
        map.add(members, evaluator)
        map = map.quotingKeywords()
        var layout = evaluator.listLayout(map, site)
        if var entry = layout as? EntryLayout {
          entry.inside = BareKeyword.Text(
            inside: entry.inside, forms: [.keywords, .hashes, .nonces])
          layout = entry
        }
        let policy = map.policy(
          delivery: delivery, scope: scope, page: headers.page,
          layout: layout ?? ClosedLayout(reason: "the directives are put together elsewhere"))
        if var policy {
          policy.additions = ["hashes and nonces of SvelteKit"]
          headers.append(policy)
        }
      case .text, .list, .function, .flag, .nothing: return
      }
    }
  }
}
