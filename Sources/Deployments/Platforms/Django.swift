import ContentSecurityPolicy

/// Django: `SECURE_CSP` of Django 6, django-csp's `CONTENT_SECURITY_POLICY` and `CSP_*`, and headers that
/// responses get.
enum Django: Platform {
  static let id = "django"
  static let marks = ["csp_", "content_security_policy", "content-security-policy"]

  static func claims(_ name: String) -> Claim {
    FileName.ending(of: name) == "py" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, let program = PythonSource.program(file) else {
      return nil
    }
    var reader = DjangoReader(program)
    reader.read()
    guard reader.sawSetting else { return nil }
    return DeployedFile(platform: id, policies: reader.headers.policies)
  }
}

/// Reads settings.
private struct DjangoReader {
  let program: CodeProgram
  let evaluator: CodeEvaluator
  var headers: CodeHeaders
  var sawSetting = false

  /// Settings of django-csp before version 4 that are directives.
  private static let directives: Set<String> = [
    "child-src", "connect-src", "default-src", "script-src", "script-src-attr", "script-src-elem",
    "object-src", "style-src", "style-src-attr", "style-src-elem", "font-src", "frame-src",
    "img-src", "manifest-src", "media-src", "prefetch-src", "worker-src", "base-uri",
    "plugin-types", "sandbox", "form-action", "frame-ancestors", "navigate-to", "report-uri",
    "report-to", "require-sri-for", "require-trusted-types-for", "trusted-types",
    "upgrade-insecure-requests", "block-all-mixed-content",
  ]

  private static let keywords = [
    "NONE": "'none'", "REPORT_SAMPLE": "'report-sample'", "SELF": "'self'",
    "STRICT_DYNAMIC": "'strict-dynamic'", "UNSAFE_EVAL": "'unsafe-eval'",
    "UNSAFE_ALLOW_REDIRECTS": "'unsafe-allow-redirects'", "UNSAFE_HASHES": "'unsafe-hashes'",
    "UNSAFE_INLINE": "'unsafe-inline'", "WASM_UNSAFE_EVAL": "'wasm-unsafe-eval'",
  ]

  init(_ program: CodeProgram) {
    self.program = program
    evaluator = CodeEvaluator(program: program, constants: Self.constants(program.imports))
    headers = CodeHeaders(evaluator)
  }

  /// The keywords under the names that the file gives them.
  private static func constants(_ imports: [CodeProgram.Import]) -> [String: String] {
    var known: [String: String] = [:]
    func add(_ prefix: String, nonce: String) {
      for (name, text) in keywords { known[prefix + name] = text }
      known[prefix + "NONCE"] = "'nonce-{{\(nonce)}}'"
    }
    for one in imports {
      switch (one.module, one.imported) {
      case ("csp.constants", "*") where one.name == "csp.constants" || one.name != "*":
        add(one.name + ".", nonce: "request.csp_nonce")
      case ("csp.constants", "*"): add("", nonce: "request.csp_nonce")
      case ("csp.constants", "NONCE"): known[one.name] = "'nonce-{{request.csp_nonce}}'"
      case ("csp.constants", let name): known[one.name] = keywords[name]
      case ("csp", "constants"): add(one.name + ".", nonce: "request.csp_nonce")
      case ("django.utils.csp", "CSP"): add(one.name + ".", nonce: "csp_nonce")
      case ("django.utils", "csp"), ("django.utils.csp", "*"):
        add(one.name + ".CSP.", nonce: "csp_nonce")
      default: continue
      }
    }
    return known
  }

  mutating func read() {
    var names: [String] = []
    for declaration in program.declarations where !declaration.adds {
      let name = declaration.name
      guard let value = declaration.value else { continue }
      let scope = declaration.isConditional ? condition(declaration) : nil
      switch name {
      case "SECURE_CSP", "SECURE_CSP_REPORT_ONLY":
        sawSetting = true
        let delivery: Delivery = name == "SECURE_CSP" ? .header : .reportOnly
        headers.nextPage()
        add(self.value(declaration, value), value, delivery, scope: scope, hasDefault: false)
      case "CONTENT_SECURITY_POLICY", "CONTENT_SECURITY_POLICY_REPORT_ONLY":
        sawSetting = true
        let delivery: Delivery = name == "CONTENT_SECURITY_POLICY" ? .header : .reportOnly
        addSettings(self.value(declaration, value), value, delivery, scope: scope)
      default:
        guard name.hasPrefix("CSP_") else { continue }
        let directive = CamelCase.kebab(name.dropFirst(4).lowercased())
        if Self.directives.contains(directive), !names.contains(name) { names.append(name) }
      }
    }
    if !names.isEmpty {
      sawSetting = true
      addNames(names)
    }
    addHeaders()
    if !headers.policies.isEmpty { sawSetting = true }
  }

  /// What a setting is in the end.
  private func value(
    _ declaration: CodeProgram.Declaration, _ expression: CodeExpression
  ) -> CodeValue {
    evaluator.edited(
      evaluator.value(of: expression), declaration.name, in: declaration.scope,
      declaration.range.upperBound..<Int.max)
  }

  /// Takes `response["Content-Security-Policy"] = ...`, `setdefault` and maps of headers.
  private mutating func addHeaders() {
    headers.nextPage()
    for setting in HeaderSetting.all(in: evaluator) { headers.add(setting, scope: nil) }
  }

  private func conditions(of declaration: CodeProgram.Declaration) -> [String] {
    program.statements.first { $0.value.range == declaration.value?.range }?.conditions ?? []
  }

  private func condition(_ declaration: CodeProgram.Declaration) -> String? {
    conditions(of: declaration).last.map { "when " + $0 }
  }

  // MARK: django-csp 4

  private mutating func addSettings(
    _ value: CodeValue, _ expression: CodeExpression, _ delivery: Delivery, scope: String?
  ) {
    switch value {
    case .choice(let condition, let one, let other):
      addSettings(one, expression, delivery, scope: "when " + condition)
      addSettings(other, expression, delivery, scope: "otherwise")
    case .map(let members, _) where !members.isEmpty:
      headers.nextPage()
      let prefixes = members.last { $0.name == "EXCLUDE_URL_PREFIXES" }
      let scope = scope ?? prefixes.flatMap { excluded($0.value) }
      if let directives = members.last(where: { $0.name == "DIRECTIVES" }) {
        add(directives.value, directives.expression, delivery, scope: scope, hasDefault: true)
      } else {
        add(.map([], in: nil), expression, delivery, scope: scope, hasDefault: true)
      }
    default: return
    }
  }

  private func excluded(_ value: CodeValue) -> String? {
    guard case .list(let elements, _) = value, !elements.isEmpty else { return nil }
    let paths = elements.compactMap { $0.value.text }.map { ASCIIText.string($0.bytes) }
    return "all paths except " + paths.joined(separator: ", ")
  }

  /// Takes a map of directives.
  private mutating func add(
    _ value: CodeValue, _ expression: CodeExpression, _ delivery: Delivery, scope: String?,
    hasDefault: Bool
  ) {
    switch value {
    case .choice(let condition, let one, let other):
      add(one, expression, delivery, scope: "when " + condition, hasDefault: hasDefault)
      headers.nextPage()
      add(other, expression, delivery, scope: "otherwise", hasDefault: hasDefault)
    case .unknown(let source):
      headers.add(.runTime(source, at: expression.range, nil), delivery, nil, scope: scope)
    case .map(let members, let site):
      var map = DirectiveMap()
      for member in members {
        if member.name.isEmpty, case .unknown(let source) = member.value {
          map.directives.append(.init(name: source, key: member.key, sources: [], isKnown: false))
          continue
        }
        let shared =
          member.expression.path != nil && evaluator.isShared(member.expression, [:])
        append(
          member.value, member.expression, to: member.name, at: member.key, isShared: shared, &map)
      }
      if hasDefault, !members.contains(where: { $0.name == "default-src" }) {
        map.directives.insert(Self.fallback, at: 0)
      }
      var layout: (any DirectiveLayout)? = ClosedLayout(
        reason: "the directives are put together elsewhere")
      if case .map(let entries) = site?.form, let site {
        layout = evaluator.entryLayout(entries, in: site) ?? layout
      }
      if var layout = layout as? EntryLayout, case .text = layout.form {
        layout.form = .list(open: "[", close: "]", loneComma: false)
        add(map, delivery, scope, layout)
      } else {
        add(map, delivery, scope, layout)
      }
    default: return
    }
  }

  private mutating func add(
    _ map: DirectiveMap, _ delivery: Delivery, _ scope: String?, _ layout: (any DirectiveLayout)?
  ) {
    let policy = map.policy(delivery: delivery, scope: scope, page: headers.page, layout: layout)
    if let policy { headers.append(policy) }
  }

  /// What django-csp sends when `default-src` is not set.
  private static let fallback = DirectiveMap.Directive(
    name: "default-src", key: 0..<0,
    sources: [.init(text: .unwritten("'self'"), place: 0..<0, copyMark: nil)], isWritten: false)

  private func append(
    _ value: CodeValue, _ expression: CodeExpression, to name: String, at key: Range<Int>,
    isShared: Bool, _ map: inout DirectiveMap
  ) {
    switch value {
    case .nothing, .flag(false): return
    case .flag(true): map.directives.append(.init(name: name, key: key, sources: []))
    default:
      var value = value
      if case .choice = value { value = .unknown(program.source(expression.range)) }
      if case .list(let elements, _) = value, elements.count == 1,
        case .flag(let isSet) = elements[0].value
      {
        if isSet { map.directives.append(.init(name: name, key: key, sources: [])) }
        return
      }
      let sources = DirectiveMap.sources(value, expression, isShared: isShared)
      map.directives.append(.init(name: name, key: key, sources: sources))
    }
  }

  // MARK: django-csp 3

  private mutating func addNames(_ names: [String]) {
    var map = DirectiveMap()
    var last: CodeProgram.Declaration?
    let nonces = nonceDirectives()
    for name in names {
      let all = program.declarations.filter { $0.name == name }
      let known = all.filter { !$0.isConditional }
      let other = all.first { !DevelopmentCondition.holds(in: conditions(of: $0)) }
      guard let declaration = known.last ?? other, let expression = declaration.value,
        let value = evaluator.declared(name)
      else { continue }
      let directive = CamelCase.kebab(name.dropFirst(4).lowercased())
      let twins = program.declarations.filter { $0.value?.range == expression.range }
      let isShared =
        twins.count > 1 || program.uses[name, default: 0] > 0
        || expression.path?.hasPrefix("CSP_") == true
        || expression.path != nil && evaluator.isShared(expression, [:])
      let start = declaration.range.lowerBound
      append(
        value, expression, to: directive, at: start..<start + name.utf8.count, isShared: isShared,
        &map)
      if nonces.contains(directive), let index = map.directives.indices.last {
        var nonce = MappedText()
        nonce.append(unwritten: "'nonce-")
        nonce.append(runTime: "request.csp_nonce", for: 0..<0, nil)
        nonce.append(unwritten: "'")
        map.directives[index].sources.insert(
          .init(text: nonce, place: 0..<0, copyMark: nil), at: 0)
      }
      if !declaration.isConditional, declaration.range.upperBound > last?.range.upperBound ?? 0 {
        last = declaration
      }
    }
    if !names.contains("CSP_DEFAULT_SRC") { map.directives.insert(Self.fallback, at: 0) }
    var isReportOnly = false
    if case .flag(true)? = evaluator.declared("CSP_REPORT_ONLY") {
      isReportOnly = true
    }
    let scope = evaluator.declared("CSP_EXCLUDE_URL_PREFIXES")
      .flatMap(excluded)
    headers.nextPage()
    add(map, isReportOnly ? .reportOnly : .header, scope, last.map(statementLayout))
  }

  private func nonceDirectives() -> Set<String> {
    guard
      case .list(let elements, _)? = evaluator.declared(
        "CSP_INCLUDE_NONCE_IN")
    else { return [] }
    return Set(elements.compactMap { $0.value.text }.map { ASCIIText.string($0.bytes) })
  }

  /// A further setting behind the last one.
  private func statementLayout(_ last: CodeProgram.Declaration) -> EntryLayout {
    let line = StatementLine(program.bytes, around: last.range)
    var quote = "\""
    var open = "("
    if case .list(let items)? = last.value?.form, let range = last.value?.range {
      open = ASCIIText.string(program.bytes[range].prefix(1)) == "[" ? "[" : "("
      quote = ListStyle(items, in: range, of: program).quote
    } else if case .text? = last.value?.form, let range = last.value?.range {
      quote = ListStyle.quote(program.bytes, range) ?? quote
    }
    return EntryLayout(
      at: line.end, before: line.lineEnd + line.indent,
      head: { name in
        "CSP_" + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined() + " = "
      },
      form: .list(open: open, close: open == "(" ? ")" : "]", loneComma: open == "("),
      quote: quote, inside: ListStyle.spelling(quote: quote, .python))
  }
}

/// The line that a statement ends on.
struct StatementLine {
  /// The white space before the statement.
  var indent: String
  /// Where the line ends, before its line end.
  var end: Int
  /// How lines end.
  var lineEnd: String

  init(_ bytes: [UInt8], around range: Range<Int>) {
    let start = (bytes[..<range.lowerBound].lastIndex(of: 0x0A) ?? -1) + 1
    let blank = bytes[start..<range.lowerBound].prefix { $0 == 0x20 || $0 == 0x09 }
    indent = ASCIIText.string(blank)
    let feed = bytes[range.upperBound...].firstIndex(of: 0x0A)
    end = feed ?? bytes.count
    let hasReturn = end > range.upperBound && bytes[end - 1] == 0x0D
    if hasReturn { end -= 1 }
    lineEnd = hasReturn ? "\r\n" : "\n"
  }
}
