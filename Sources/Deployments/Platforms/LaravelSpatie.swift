import ContentSecurityPolicy

/// Laravel: presets, policies and `config/csp.php` of spatie/laravel-csp.
enum LaravelSpatie: Platform {
  static let id = "laravel-spatie"
  static let marks = ["spatie\\csp"]

  static func claims(_ name: String) -> Claim {
    FileName.ending(of: name) == "php" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks),
      let program = TypedSource.program(file, .php)
    else { return nil }
    var reader = SpatieReader(program)
    reader.readPresets()
    reader.readConfig()
    return DeployedFile(platform: id, policies: reader.policies)
  }
}

/// Reads the calls of presets and the lists of the configuration.
private struct SpatieReader {
  let program: CodeProgram
  let evaluator: CodeEvaluator
  /// What the file calls `Spatie\Csp\Directive` and `Keyword`.
  let directiveClass: String
  let keywordClass: String?
  var policies: [DeployedPolicy] = []

  private static let directives = [
    "BASE": "base-uri", "BLOCK_ALL_MIXED_CONTENT": "block-all-mixed-content",
    "CHILD": "child-src", "CONNECT": "connect-src", "DEFAULT": "default-src", "FONT": "font-src",
    "FORM_ACTION": "form-action", "FRAME": "frame-src", "FRAME_ANCESTORS": "frame-ancestors",
    "IMG": "img-src", "MANIFEST": "manifest-src", "MEDIA": "media-src", "OBJECT": "object-src",
    "PLUGIN": "plugin-types", "PREFETCH": "prefetch-src", "REPORT": "report-uri",
    "REPORT_TO": "report-to", "SANDBOX": "sandbox", "SCRIPT": "script-src",
    "SCRIPT_ATTR": "script-src-attr", "SCRIPT_ELEM": "script-src-elem", "STYLE": "style-src",
    "STYLE_ATTR": "style-src-attr", "STYLE_ELEM": "style-src-elem",
    "UPGRADE_INSECURE_REQUESTS": "upgrade-insecure-requests", "WORKER": "worker-src",
    "TRUSTED_TYPES": "trusted-types", "REQUIRE_TRUSTED_TYPES_FOR": "require-trusted-types-for",
  ]
  private static let keywords = [
    "NONE", "REPORT_SAMPLE", "SELF", "STRICT_DYNAMIC", "UNSAFE_EVAL", "UNSAFE_HASHES",
    "UNSAFE_INLINE", "WASM_UNSAFE_EVAL", "UNSAFE_WEB_ASSEMBLY_EXECUTION",
  ]
  private static let schemes = [
    "BLOB": "blob:", "DATA": "data:", "HTTP": "http:", "HTTPS": "https:", "WS": "ws:",
    "WSS": "wss:", "MEDIASTREAM": "mediastream:", "FILESYSTEM": "filesystem:",
  ]

  init(_ program: CodeProgram) {
    self.program = program
    var names: [String: [String]] = [:]
    for one in program.imports {
      let parts = (one.module + "\\" + one.imported).split(separator: "\\").map(String.init)
      if parts.starts(with: ["Spatie", "Csp"]), parts.count == 3 {
        names[parts[2], default: []].append(one.name)
      }
    }
    var constants: [String: String] = [:]
    for kind in ["Directive", "Keyword", "Scheme"] {
      for name in names[kind, default: []] + ["Spatie\\Csp\\" + kind, "\\Spatie\\Csp\\" + kind] {
        switch kind {
        case "Directive":
          for (key, text) in Self.directives { constants[name + "." + key] = text }
        case "Keyword":
          for key in Self.keywords {
            let word = key == "UNSAFE_WEB_ASSEMBLY_EXECUTION" ? "WASM_UNSAFE_EVAL" : key
            constants[name + "." + key] = "'" + CamelCase.kebab(word.lowercased()) + "'"
          }
        default:
          for (key, text) in Self.schemes { constants[name + "." + key] = text }
        }
      }
    }
    directiveClass = names["Directive"]?.first ?? "\\Spatie\\Csp\\Directive"
    keywordClass = names["Keyword"]?.first
    evaluator = CodeEvaluator(program: program, constants: constants)
  }

  /// The directives that an expression names.
  private func directives(_ expression: CodeExpression) -> [String] {
    var expression = expression
    if case .member(let object, "value") = expression.form { expression = object }
    // In a loop the call is made for each.
    if let all = program.elements(of: expression) { expression = all }
    switch evaluator.value(of: expression) {
    case .text(let text, _): return [ASCIIText.string(text.bytes)]
    case .list(let elements, _):
      return elements.compactMap { $0.value.text.map { ASCIIText.string($0.bytes) } }
    default: return []
    }
  }

  // MARK: Presets

  mutating func readPresets() {
    var map = DirectiveMap()
    var last: (chain: CallChain, call: CallChain.Call)?
    var isReportOnly = false
    for (chain, around, conditions) in CallChain.all(in: program) {
      let isOptional = around.contains {
        if case .call(let callee, _) = $0.form { callee.name == "when" } else { false }
      }
      for call in chain.calls {
        if call.name == "reportOnly", conditions.isEmpty { isReportOnly = true }
        guard let first = call.items.first else { continue }
        let names = directives(first.value).filter { Self.directives.values.contains($0) }
        switch (call.name, call.items.count) {
        case ("reportTo", 1), ("setReportUri", 1):
          add(call.items[0].value, to: ["report-uri"], call, &map, isConditional: isOptional)
        case ("addNonce", 1), ("addNonceForDirective", 1):
          addNonce(to: names, call, &map)
        case ("add", 2), ("addDirective", 2):
          guard !names.isEmpty, !DevelopmentCondition.holds(in: conditions) else { continue }
          let isConditional =
            isOptional || !DevelopmentCondition.others(than: conditions).isEmpty
          add(call.items[1].value, to: names, call, &map, isConditional: isConditional)
          if !isConditional { last = (chain, call) }
        default: continue
        }
      }
    }
    guard let last else { return }
    let isOld = last.call.name == "addDirective"
    if isOld {
      map = map.quotingKeywords([.keywords, .hashes])
    } else {
      map = map.quotingKeywords([.hashes])
    }
    let layout = layout(last.chain, last.call)
    let policy = map.policy(
      delivery: isReportOnly ? .reportOnly : .header, scope: nil, page: policies.count,
      layout: layout)
    guard var policy else { return }
    let source = ASCIIText.string(program.bytes)
    if source.contains("parent::configure(") {
      policy.merge = PolicyMerge(with: "what the parent class adds (spatie/laravel-csp)")
    }
    policies.append(policy)
  }

  private func add(
    _ value: CodeExpression, to names: [String], _ call: CallChain.Call,
    _ map: inout DirectiveMap, isConditional: Bool
  ) {
    for name in names {
      let index = map.directives.firstIndex { $0.name == name }
      // What a condition changes is the exception.
      if isConditional, index != nil { continue }
      let first = call.items[0].value.range
      var directive = DirectiveMap.Directive(name: name, key: first, sources: [])
      if value.name != "NO_VALUE" {
        directive.sources = sources(value, isShared: names.count > 1)
        directive.isWritten = names.count == 1
      }
      guard let index else {
        map.directives.append(directive)
        continue
      }
      let isNone = { (source: DirectiveMap.Source) in source.text.collapsed == "'none'" }
      if directive.sources.contains(where: isNone) { map.directives[index].sources = [] }
      map.directives[index].sources.removeAll(where: isNone)
      let known = Set(map.directives[index].sources.flatMap { Self.tokens($0) })
      map.directives[index].sources += directive.sources.filter { source in
        !Self.tokens(source).allSatisfy(known.contains)
      }
      map.directives[index].isWritten = directive.isWritten
    }
  }

  private static func tokens(_ source: DirectiveMap.Source) -> [String] {
    source.text.collapsed.split(separator: " ").map(String.init)
  }

  /// The sources of an argument: a text, a constant or a list.
  private func sources(_ value: CodeExpression, isShared: Bool) -> [DirectiveMap.Source] {
    var known = evaluator.value(of: value)
    if case .choice = known { known = .unknown(program.source(value.range)) }
    if let all = program.elements(of: value) {
      return DirectiveMap.sources(evaluator.value(of: all), value, isShared: true)
    }
    var sources = DirectiveMap.sources(known, value, isShared: isShared)
    if isShared { return sources }
    let isLiteral =
      switch value.form {
      case .text, .sum: true
      default: false
      }
    if case .list = known { return sources }
    if !isLiteral, sources.count == 1 {
      let text = sources[0].text.bytes
      let wrapped = WrappedReference(
        before: "[", quote: "'", inside: ListStyle.spelling(quote: "'", .php))
      var reference = MappedText()
      if sources[0].text.unresolved.isEmpty {
        reference.append(
          valueOf: .unwritten(ASCIIText.string(text)), referredToAt: value.range, wrapped)
      } else {
        reference.append(runTime: program.source(value.range), for: value.range, wrapped)
      }
      sources[0] = .init(text: reference, place: value.range)
    }
    return sources
  }

  private func addNonce(
    to names: [String], _ call: CallChain.Call, _ map: inout DirectiveMap
  ) {
    for name in names {
      if !map.directives.contains(where: { $0.name == name }) {
        map.directives.append(
          .init(name: name, key: call.items[0].value.range, sources: [], isWritten: false))
      }
      guard let index = map.directives.firstIndex(where: { $0.name == name }) else { continue }
      var nonce = MappedText()
      nonce.append(unwritten: "'nonce-")
      nonce.append(runTime: "csp_nonce()", for: 0..<0, nil)
      nonce.append(unwritten: "'")
      // In front, so that what is added goes behind a source that the file has.
      map.directives[index].sources.insert(
        .init(text: nonce, place: 0..<0, copyMark: nil), at: 0)
    }
  }

  /// How a directive is named in a new call, as the last one names its own.
  private func key(like expression: CodeExpression) -> @Sendable (String) -> String {
    let quote = ListStyle.quote(program.bytes, expression.range)
    let prefix = directiveClass
    return { name in
      if case .text = expression.form, let quote { return quote + name + quote }
      let constant = Self.directives.first { $0.value == name }?.key
      return constant.map { prefix + "::" + $0 } ?? "'" + name + "'"
    }
  }

  /// A list of sources with the constants that the file has for keywords.
  private func layout(
    at place: Int, before: String, head: @escaping @Sendable (String) -> String, after: String
  ) -> EntryLayout {
    var layout = EntryLayout(
      at: place, before: before, head: head, form: .list(open: "[", close: "]", loneComma: false),
      quote: "'", inside: ListStyle.spelling(quote: "'", .php), after: after)
    layout.takesOtherQuotes = true
    let name = keywordClass
    layout.element = { text in
      guard text.hasPrefix("'"), let name else { return nil }
      let constant = text.dropFirst().dropLast().uppercased().map { $0 == "-" ? "_" : $0 }
      let word = String(constant)
      return Self.keywords.contains(word) ? name + "::" + word : nil
    }
    return layout
  }

  /// A further call behind the last one.
  private func layout(_ chain: CallChain, _ call: CallChain.Call) -> EntryLayout {
    let key = key(like: call.items[0].value)
    let end = chain.calls.last?.range.upperBound ?? call.range.upperBound
    let line = StatementLine(program.bytes, around: chain.range)
    let start = program.bytes[..<chain.range.lowerBound].reversed()
      .first { $0 != 0x20 && $0 != 0x09 }
    let isStatement = start == 0x0A && program.bytes[chain.range.upperBound...].first == 0x3B
    // The white space before the call's arrow.
    let arrow = max(chain.range.lowerBound, call.range.lowerBound - 2)
    let gap = program.bytes[..<arrow].reversed().prefix(while: CodeText.isSpace)
    if chain.calls.count > 1 || !isStatement {
      return layout(
        at: end, before: ASCIIText.string(gap.reversed()) + "->",
        head: { "\(call.name)(\(key($0)), " }, after: ")")
    }
    let root = program.source(
      chain.range.lowerBound..<max(chain.range.lowerBound, arrow - gap.count))
    return layout(
      at: line.end, before: line.lineEnd + line.indent + root + "->",
      head: { "\(call.name)(\(key($0)), " }, after: ");")
  }

  // MARK: Configuration

  mutating func readConfig() {
    var found: [(CodeExpression, Delivery)] = []
    var runTime: [String] = []
    var hasPresets = false
    program.walk { expression, around, _ in
      guard case .map(let entries) = expression.form, around.count < 2 else { return true }
      for entry in entries {
        switch entry.keyName {
        case "directives": found.append((entry.value, .header))
        case "report_only_directives": found.append((entry.value, .reportOnly))
        case "presets":
          if case .list(let items) = entry.value.form { hasPresets = !items.isEmpty }
        case "report_uri", "enabled", "report_to", "nonce_enabled":
          if case .unknown(let source) = evaluator.value(of: entry.value) { runTime.append(source) }
        default: continue
        }
      }
      return true
    }
    for (list, delivery) in found {
      guard case .list(let items) = list.form else { continue }
      var map = DirectiveMap()
      var last: CodeExpression?
      for item in items {
        guard case .list(let pair) = item.value.form, pair.count == 2 else { continue }
        let names = directives(pair[0].value)
        let call = CallChain.Call(name: "", items: pair, range: item.range)
        add(pair[1].value, to: names, call, &map, isConditional: false)
        last = item.value
      }
      guard let last, case .list(let pair) = last.form else { continue }
      let key = key(like: pair[0].value)
      let layout = layout(
        at: last.range.upperBound,
        before: ListStyle.separator(items.map(\.range), program.bytes, ", "),
        head: { "[" + key($0) + ", " }, after: "]")
      let policy = map.quotingKeywords([.hashes]).policy(
        delivery: delivery, scope: nil, page: policies.count, layout: layout)
      guard var policy else { continue }
      policy.additions = runTime
      if hasPresets {
        policy.merge = PolicyMerge(with: "the presets that are listed (spatie/laravel-csp 3)")
      }
      policies.append(policy)
    }
  }
}
