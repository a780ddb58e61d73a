import ContentSecurityPolicy

/// Rails: `config.content_security_policy do |policy|` and the blocks of controllers.
enum Rails: Platform {
  static let id = "rails"
  static let marks = ["content_security_policy", "content-security-policy"]

  static func claims(_ name: String) -> Claim {
    FileName.ending(of: name) == "rb" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, let source = RubySource(file) else { return nil }
    var reader = RailsReader(source)
    reader.read()
    guard reader.sawSetting || file.name == "content_security_policy.rb" else { return nil }
    return DeployedFile(platform: id, policies: reader.policies)
  }
}

/// Reads the calls of policy blocks.
private struct RailsReader {
  let source: RubySource
  let evaluator: CodeEvaluator
  var policies: [DeployedPolicy] = []
  var sawSetting = false

  private static let lists: Set<String> = [
    "base_uri", "child_src", "connect_src", "default_src", "font_src", "form_action",
    "frame_ancestors", "frame_src", "img_src", "manifest_src", "media_src", "object_src",
    "prefetch_src", "require_trusted_types_for", "script_src", "script_src_attr",
    "script_src_elem", "style_src", "style_src_attr", "style_src_elem", "trusted_types",
    "worker_src", "plugin_types", "report_uri", "require_sri_for", "sandbox",
  ]
  private static let flags: Set<String> = ["block_all_mixed_content", "upgrade_insecure_requests"]

  private static let symbols = [
    "self": "'self'", "unsafe_eval": "'unsafe-eval'", "wasm_unsafe_eval": "'wasm-unsafe-eval'",
    "unsafe_hashes": "'unsafe-hashes'", "unsafe_inline": "'unsafe-inline'", "none": "'none'",
    "http": "http:", "https": "https:", "data": "data:", "mediastream": "mediastream:",
    "allow_duplicates": "'allow-duplicates'", "blob": "blob:", "filesystem": "filesystem:",
    "report_sample": "'report-sample'", "script": "'script'",
    "strict_dynamic": "'strict-dynamic'", "ws": "ws:", "wss": "wss:",
  ]

  init(_ source: RubySource) {
    self.source = source
    var constants: [String: String] = [:]
    for (name, text) in Self.symbols { constants[":" + name] = text }
    evaluator = CodeEvaluator(program: source.program, constants: constants)
  }

  mutating func read() {
    let isReportOnly = source.commands.contains { command in
      guard command.name == "content_security_policy_report_only=",
        let value = command.items.first?.value, case .flag(true) = evaluator.value(of: value)
      else { return false }
      return command.conditions.isEmpty
    }
    for (index, command) in source.commands.enumerated() {
      readHeaders(command)
      guard command.name.hasPrefix("content_security_policy") else { continue }
      sawSetting = true
      let isOwnReport = command.name == "content_security_policy_report_only"
      guard command.name == "content_security_policy" || isOwnReport, command.parameter != nil
      else { continue }
      let isController = command.receiver == nil
      let delivery: Delivery = isOwnReport || isReportOnly && !isController ? .reportOnly : .header
      add(index, command, delivery, isController: isController)
    }
  }

  /// Takes `headers["Content-Security-Policy"] = ...` and hashes of headers.
  private mutating func readHeaders(_ command: RubySource.Command) {
    var headers = CodeHeaders(evaluator)
    headers.page = policies.count
    let scope = command.className
    if command.name == "[]=", command.items.count == 2,
      let name = headers.headerName(command.items[0].value)
    {
      headers.add(name, command.items[1].value, scope: scope)
    }
    let setters = ["set_header", "add_header", "store"]
    if setters.contains(command.name), command.items.count == 2,
      let name = headers.headerName(command.items[0].value)
    {
      headers.add(name, command.items[1].value, scope: scope)
    }
    for item in command.items {
      item.value.walk { expression, _ in
        if case .map(let entries) = expression.form {
          for entry in entries {
            if let name = entry.keyName { headers.add(name, entry.value, scope: scope) }
          }
        }
        return true
      }
    }
    if !headers.policies.isEmpty { sawSetting = true }
    policies += headers.policies
  }

  private mutating func add(
    _ index: Int, _ command: RubySource.Command, _ delivery: Delivery, isController: Bool
  ) {
    let calls = source.commands.filter { $0.parents.last == index }
    var map = DirectiveMap()
    var last: RubySource.Command?
    for call in calls {
      guard let receiver = call.receiver, receiver.name == command.parameter,
        Self.lists.contains(call.name) || Self.flags.contains(call.name)
      else { continue }
      let name = CamelCase.kebab(call.name)
      let isConditional = call.conditions.count > command.conditions.count
      if isConditional, DevelopmentCondition.holds(in: call.conditions) { continue }
      // What a condition changes is the exception.
      if isConditional, map.directives.contains(where: { $0.name == name }) { continue }
      let key = receiver.range.upperBound + 1
      let place = key..<key + call.name.utf8.count
      let directive = directive(name, call, at: place, known: map.directives)
      map.directives.removeAll { $0.name == name }
      if let directive {
        map.directives.append(directive)
      }
      if !isConditional { last = call }
    }
    addNonce(to: &map)
    var layout: (any DirectiveLayout)?
    if let last, let parameter = command.parameter {
      layout = self.layout(last, parameter)
    }
    var policy = map.policy(
      delivery: delivery, scope: scope(command, isController: isController),
      page: policies.count, layout: layout)
    if isController {
      policy?.merge = PolicyMerge(with: "the application's policy (Rails 5.2 and later)")
    }
    if let policy { policies.append(policy) }
  }

  /// `EmbedsController#show`.
  private func scope(_ command: RubySource.Command, isController: Bool) -> String? {
    guard isController, let name = command.className else { return nil }
    guard let only = command.items.first(where: { $0.name == "only" })?.value else { return name }
    switch only.form {
    case .symbol(let action): return name + "#" + action
    case .list(let items):
      let actions = items.compactMap { item in
        if case .symbol(let action) = item.value.form { action } else { item.value.literal }
      }
      return name + "#" + actions.joined(separator: ",")
    default: return name
    }
  }

  private func directive(
    _ name: String, _ call: RubySource.Command, at key: Range<Int>,
    known: [DirectiveMap.Directive]
  ) -> DirectiveMap.Directive? {
    let isFlag = Self.flags.contains(call.name)
    /// `*policy.script_src`: the sources that were set before.
    func before(_ item: CodeForm.Item) -> [DirectiveMap.Source]? {
      guard item.isSpread, case .member(let receiver, let method) = item.value.form,
        receiver.name == call.receiver?.name
      else { return nil }
      let sources = known.first { $0.name == CamelCase.kebab(method) }?.sources
      return sources?.map { source in
        var source = source
        source.copyMark = nil
        return source
      }
    }
    let kept = call.items.compactMap(before).flatMap { $0 }
    var call = call
    call.items.removeAll { before($0) != nil }
    if !kept.isEmpty, call.items.isEmpty { return .init(name: name, key: key, sources: kept) }
    if let first = call.items.first {
      switch evaluator.value(of: first.value) {
      case .flag(false), .nothing: return nil
      case .flag(true): return .init(name: name, key: key, sources: [])
      default: break
      }
    } else if !isFlag, name != "sandbox" {
      return nil
    }
    if isFlag { return .init(name: name, key: key, sources: []) }
    let range = (call.items.first?.range.lowerBound ?? key.lowerBound)..<call.range.upperBound
    let list = CodeExpression(form: .list(call.items.filter { $0.name == nil }), range: range)
    var value = evaluator.value(of: list)
    if case .list(let elements, let site) = value {
      value = .list(
        elements.map { element in
          guard case .function(let function) = element.value,
            case .function(_, let body?, _) = function.form
          else { return element }
          var element = element
          element.value = .unknown(source.program.source(body.range))
          return element
        }, in: site)
    }
    return .init(name: name, key: key, sources: kept + DirectiveMap.sources(value, list))
  }

  /// Adds the nonce that Rails writes into the directives that have one.
  private func addNonce(to map: inout DirectiveMap) {
    let generator = source.commands.last {
      $0.name == "content_security_policy_nonce_generator=" && $0.conditions.isEmpty
    }
    guard let value = generator?.items.first?.value else { return }
    var expression = source.program.source(value.range)
    if case .nothing = evaluator.value(of: value) { return }
    if case .function(_, let body?, _) = value.form {
      expression = source.program.source(body.range)
    }
    var names: Set<String> = ["script-src", "style-src"]
    let own = source.commands.last { $0.name == "content_security_policy_nonce_directives=" }
    if let value = own?.items.first?.value, case .list(let elements, _) = evaluator.value(of: value)
    {
      names = Set(elements.compactMap { $0.value.text }.map { ASCIIText.string($0.bytes) })
    }
    for index in map.directives.indices where names.contains(map.directives[index].name) {
      var nonce = MappedText()
      nonce.append(unwritten: "'nonce-")
      nonce.append(runTime: expression, for: 0..<0, nil)
      nonce.append(unwritten: "'")
      // In front, so that what is added goes behind a source that the file has.
      map.directives[index].sources.insert(
        .init(text: nonce, place: 0..<0, copyMark: nil), at: 0)
    }
  }

  /// A further call behind the last one.
  private func layout(_ last: RubySource.Command, _ parameter: String) -> EntryLayout {
    let bytes = source.program.bytes
    let line = StatementLine(bytes, around: last.range)
    let items = last.items.filter { if case .text = $0.value.form { true } else { false } }
    let quote = items.last.flatMap { ListStyle.quote(bytes, $0.range) } ?? "\""
    let hasParentheses = last.hasParentheses
    return EntryLayout(
      at: line.end, before: line.lineEnd + line.indent,
      head: { name in
        parameter + "." + name.map { $0 == "-" ? "_" : String($0) }.joined()
          + (hasParentheses ? "" : " ")
      },
      form: hasParentheses
        ? .list(open: "(", close: ")", loneComma: false)
        : .list(open: "", close: "", loneComma: false),
      quote: quote, inside: ListStyle.spelling(quote: quote, .ruby))
  }
}
