import ContentSecurityPolicy

/// Shopify Hydrogen: `createContentSecurityPolicy({...})` of a storefront's server entry.
enum Hydrogen: Platform {
  static let id = "hydrogen"
  static let marks = ["createcontentsecuritypolicy"]

  static func claims(_ name: String) -> Claim {
    JavaScriptFile.isOne(name) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks),
      let program = JavaScriptSource.program(file)
    else { return nil }
    let names = program.imports.filter { one in
      one.imported == "createContentSecurityPolicy" && one.module.hasPrefix("@shopify/hydrogen")
    }.map(\.name)
    let modules = program.imports.filter {
      $0.imported == "*" && $0.module.hasPrefix("@shopify/hydrogen")
    }.map { $0.name + ".createContentSecurityPolicy" }
    guard !names.isEmpty || !modules.isEmpty else { return nil }
    var reader = Reader(program, Set(names + modules))
    reader.read()
    return DeployedFile(platform: id, policies: reader.headers.policies)
  }

  private static let merge = PolicyMerge(
    with:
      "the sources and the nonce of Hydrogen 2024 (default-src, connect-src, style-src and others)")

  private struct Reader {
    let names: Set<String>
    let evaluator: CodeEvaluator
    var headers: CodeHeaders

    init(_ program: CodeProgram, _ names: Set<String>) {
      self.names = names
      evaluator = CodeEvaluator(program: program, keepsSpreads: true)
      headers = CodeHeaders(evaluator)
    }

    private func isCall(_ expression: CodeExpression) -> Bool {
      guard case .call(let callee, _) = expression.form else { return false }
      return names.contains(callee.path ?? "")
    }

    mutating func read() {
      var calls: [(CodeExpression, CodeExpression?)] = []
      evaluator.program.walk { expression, _, _ in
        guard isCall(expression), case .call(_, let items) = expression.form else { return true }
        if !calls.contains(where: { $0.0.range == expression.range }) {
          calls.append((expression, items.first?.value))
        }
        return true
      }
      for (call, options) in calls {
        headers.nextPage()
        if let options { add(evaluator.value(of: options), options, call, scope: nil) }
      }
      let isNamed = !headers.policies.isEmpty
      for setting in HeaderSetting.all(in: evaluator) {
        // The header of a policy that is read at its call says nothing new.
        if isNamed, setting.value.name != nil, case .unknown = evaluator.value(of: setting.value) {
          continue
        }
        headers.add(setting, scope: setting.scope)
      }
    }

    private mutating func add(
      _ value: CodeValue, _ options: CodeExpression, _ call: CodeExpression, scope: String?
    ) {
      switch value {
      case .choice(let condition, let one, let other):
        add(one, options, call, scope: "when " + condition)
        headers.nextPage()
        add(other, options, call, scope: "otherwise")
      case .unknown(let source):
        var text = DeployedPolicy(
          .runTime(source, at: options.range, nil), delivery: .header, scope: scope,
          page: headers.page)
        text.merge = merge
        headers.append(text)
      case .map(let members, let site):
        var map = DirectiveMap()
        map.add(members, evaluator) { $0 == "shop" ? nil : CamelCase.kebab($0) }
        let layout = evaluator.listLayout(map, site, camelCase: true)
        guard
          var policy = map.policy(
            delivery: .header, scope: scope, page: headers.page,
            layout: layout ?? ClosedLayout(reason: "the directives are put together elsewhere"))
        else { return }
        policy.merge = merge
        policy.additions = ["nonce"]
        headers.append(policy)
      case .text, .list, .function, .flag, .nothing: return
      }
    }
  }
}
