import ContentSecurityPolicy

/// helmet: `helmet({ contentSecurityPolicy })` and `helmet.contentSecurityPolicy(...)`.
enum Helmet: Platform {
  static let id = "helmet"
  static let marks = ["helmet"]
  fileprivate static let modules = [
    "helmet", "@fastify/helmet", "fastify-helmet", "koa-helmet", "helmet-csp",
  ]

  static func claims(_ name: String) -> Claim {
    JavaScriptFile.isOne(name) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, let program = JavaScriptSource.program(file) else {
      return nil
    }
    let imports = program.imports.filter { modules.contains($0.module) }
    var reader = HelmetReader(program, imports)
    reader.read()
    guard !imports.isEmpty || !reader.headers.policies.isEmpty else { return nil }
    return DeployedFile(platform: id, policies: reader.headers.policies)
  }
}

/// Follows helmet's calls.
private struct HelmetReader {
  let program: CodeProgram
  let names: Set<String>
  /// What `contentSecurityPolicy` is called when it is imported by itself.
  let policyNames: Set<String>
  let evaluator: CodeEvaluator
  var headers: CodeHeaders

  init(_ program: CodeProgram, _ imports: [CodeProgram.Import]) {
    self.program = program
    names = Set(
      imports.filter {
        $0.module != "helmet-csp" && ["*", "default", "fastifyHelmet"].contains($0.imported)
      }.map(\.name))
    policyNames = Set(
      imports.filter { $0.imported == "contentSecurityPolicy" || $0.module == "helmet-csp" }
        .map(\.name))
    evaluator = CodeEvaluator(
      program: program,
      functions: [
        "getDefaultDirectives": { .map(HelmetDefaults.members(at: $0), in: nil) }
      ])
    headers = CodeHeaders(evaluator)
  }

  mutating func read() {
    var calls: [(CodeValue, CodeExpression, Range<Int>)] = []
    program.walk { expression, _, _ in
      guard case .call(let callee, let items) = expression.form else { return true }
      let path = callee.path ?? ""
      let options = items.first?.value
      if names.contains(path) || names.contains(where: { path == $0 + ".default" })
        || isRequired(callee)
      {
        calls.append(contents(options, expression))
      } else if policyNames.contains(path)
        || names.contains(where: {
          path == $0 + ".contentSecurityPolicy" || path == $0 + ".default.contentSecurityPolicy"
        })
      {
        let value = options.map { evaluator.value(of: $0) } ?? .nothing
        calls.append((value, options ?? expression, expression.range))
      } else if callee.name == "register", items.count >= 1,
        names.contains(items[0].value.name ?? "") || isRequired(items[0].value)
      {
        calls.append(contents(items.count > 1 ? items[1].value : nil, expression))
      }
      return true
    }
    for (value, expression, call) in calls {
      headers.nextPage()
      add(value, expression, call: call, scope: nil)
    }
  }

  /// Whether an expression is `require('helmet')` or `import('helmet')`.
  private func isRequired(_ expression: CodeExpression) -> Bool {
    guard case .call(let callee, let items) = expression.form,
      ["require", "import"].contains(callee.path ?? "")
    else { return false }
    return Helmet.modules.contains(items.first?.value.literal ?? "")
  }

  /// The `contentSecurityPolicy` among helmet's options.
  private func contents(
    _ options: CodeExpression?, _ call: CodeExpression
  ) -> (CodeValue, CodeExpression, Range<Int>) {
    guard let options else { return (.nothing, call, call.range) }
    switch evaluator.value(of: options) {
    case .map(let members, _):
      guard let member = members.last(where: { $0.name == "contentSecurityPolicy" }) else {
        return (.nothing, call, call.range)
      }
      return (member.value, member.expression, call.range)
    case .unknown: return (.unknown(program.source(options.range)), options, call.range)
    default: return (.nothing, call, call.range)
    }
  }

  private mutating func add(
    _ value: CodeValue, _ expression: CodeExpression, call: Range<Int>, scope: String?
  ) {
    switch value {
    case .flag(false), .text, .list, .function: return
    case .unknown(let source):
      headers.add(.runTime(source, at: expression.range, nil), .header, nil, scope: scope)
    case .choice(let condition, let one, let other):
      headers.nextPage()
      add(one, expression, call: call, scope: "when " + condition)
      headers.nextPage()
      add(other, expression, call: call, scope: "otherwise")
    case .flag(true), .nothing: add([], nil, [:], expression, call: call, scope: scope)
    case .map(let members, _):
      var options: [String: CodeValue] = [:]
      for member in members { options[member.name] = member.value }
      let directives = members.last { $0.name == "directives" }
      switch directives?.value {
      case .map(let found, let site)?:
        add(found, site, options, expression, call: call, scope: scope)
      case .unknown(let source)?:
        headers.add(
          .runTime(source, at: directives?.expression.range ?? call, nil), delivery(options), nil,
          scope: scope)
      default: add([], nil, options, expression, call: call, scope: scope)
      }
    }
  }

  private func delivery(_ options: [String: CodeValue]) -> Delivery {
    if case .flag(true)? = options["reportOnly"] { .reportOnly } else { .header }
  }

  /// Makes the policy of directives and helmet's defaults.
  private mutating func add(
    _ members: [CodeValue.Member], _ site: CodeExpression?, _ options: [String: CodeValue],
    _ expression: CodeExpression, call: Range<Int>, scope: String?
  ) {
    var map = DirectiveMap()
    map.add(
      members.filter { $0.expression.name != "dangerouslyDisableDefaultSrc" }, evaluator)
    let named = Set(members.map { CamelCase.kebab($0.name) })
    var usesDefaults = true
    if case .flag(false)? = options["useDefaults"] { usesDefaults = false }
    if usesDefaults {
      let place = map.directives.isEmpty ? site?.range ?? call : 0..<0
      map.directives += HelmetDefaults.directives(at: place).filter { !named.contains($0.name) }
    }
    var layout: (any DirectiveLayout)? = ClosedLayout(
      reason: "the policy is helmet's own: name directives in contentSecurityPolicy first")
    if let site, case .map(let entries) = site.form,
      let entry = evaluator.entryLayout(entries, in: site, camelCase: true)
    {
      layout = HelmetDefaults.listed(entry, language: program.language)
    }
    if let policy = map.policy(
      delivery: delivery(options), scope: scope, page: headers.page, layout: layout)
    {
      headers.append(policy)
    }
  }
}

/// What helmet sends of itself.
enum HelmetDefaults {
  private static let lists: [(String, [String])] = [
    ("default-src", ["'self'"]), ("base-uri", ["'self'"]),
    ("font-src", ["'self'", "https:", "data:"]), ("form-action", ["'self'"]),
    ("frame-ancestors", ["'self'"]), ("img-src", ["'self'", "data:"]),
    ("object-src", ["'none'"]), ("script-src", ["'self'"]), ("script-src-attr", ["'none'"]),
    ("style-src", ["'self'", "https:", "'unsafe-inline'"]), ("upgrade-insecure-requests", []),
  ]

  /// The members of `getDefaultDirectives()`.
  static func members(at expression: CodeExpression) -> [CodeValue.Member] {
    let style = ListStyle.unwritten
    return lists.map { name, sources in
      let elements = sources.map {
        CodeValue.Element(
          value: .text(.unwritten($0), nil), source: 0..<0, style: style, isOwn: false)
      }
      return CodeValue.Member(
        name: name, key: 0..<0, value: .list(elements, in: nil), expression: expression)
    }
  }

  /// Each default as a directive; the place is that of the call.
  static func directives(at place: Range<Int>) -> [DirectiveMap.Directive] {
    lists.enumerated().map { index, list in
      let (name, sources) = list
      return DirectiveMap.Directive(
        name: name, key: index == 0 ? place : 0..<0,
        sources: sources.map { .init(text: .unwritten($0), place: 0..<0, copyMark: nil) },
        isWritten: false)
    }
  }

  /// helmet takes lists for every directive.
  static func listed(_ layout: EntryLayout, language: CodeLanguage) -> EntryLayout {
    var layout = layout
    if case .text = layout.form { layout.form = .list(open: "[", close: "]", loneComma: false) }
    return layout
  }
}
