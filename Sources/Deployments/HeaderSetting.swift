import ContentSecurityPolicy

/// A place of a program that sets a policy's header.
struct HeaderSetting {
  /// The names that the header may have.
  var names: [String]
  var value: CodeExpression
  /// What it is called on; `nil` for a member of a map or a pair.
  var holder: CodeExpression?
  /// Where it begins.
  var place: Int
  /// The conditions that it stands under.
  var conditions: [String]
  private var outer: [String] = []

  /// The conditions as a scope.
  var scope: String? { conditions.isEmpty ? nil : conditions.joined(separator: " and ") }

  /// Whether it stands under a member of that name.
  func names(around name: String) -> Bool { outer.contains(name) }

  /// What functions that set headers are called, in lower case.
  private static let setters: Set<String> = [
    "set", "append", "setheader", "addheader", "header", "add", "tryadd", "withheader",
    "withaddedheader", "appendheader", "putheader", "put", "setresponseheader", "[]=",
    "staticheaderswriter", "headervalue", "setifabsent", "headers", "addcustomheader", "insert",
    "replace", "responseheader", "setdefault", "staticserverhttpheaderswriter",
  ]

  /// Every place that sets a policy's header: calls, members of maps and pairs.
  static func all(in evaluator: CodeEvaluator) -> [HeaderSetting] {
    let headers = CodeHeaders(evaluator)
    var found: [HeaderSetting] = []
    func policyNames(_ names: [String]) -> [String] {
      names.filter { Delivery(header: $0) != nil }
    }
    evaluator.program.walk { expression, around, statement in
      func add(
        _ names: [String], _ value: CodeExpression, holder: CodeExpression?, at place: Int
      ) {
        let names = policyNames(names)
        if names.isEmpty { return }
        found.append(
          .init(
            names: names, value: value, holder: holder, place: place,
            conditions: statement.conditions, outer: expression.names(around: around)))
      }
      let start = expression.range.lowerBound
      switch expression.form {
      case .call(let callee, let items):
        guard let name = callee.name else { return true }
        var holder: CodeExpression?
        if case .member(let object, _) = callee.form { holder = object }
        if let property = name.split(separator: "=").first, name.hasSuffix("="), items.count == 1 {
          // `Headers.ContentSecurityPolicy = ...`
          let header = CamelCase.kebab(String(property)).drop { $0 == "-" }
          if holder?.name?.lowercased().contains("headers") == true {
            add([String(header)], items[0].value, holder: holder, at: start)
          }
        } else if setters.contains(name.lowercased()), items.count >= 2 {
          add(headers.headerNames(items[0].value), items[1].value, holder: holder, at: start)
        }
      case .map(let entries):
        for entry in entries {
          guard let key = entry.key else { continue }
          let names = entry.keyName.map { [$0] } ?? headers.headerNames(key)
          add(names, entry.value, holder: nil, at: entry.range.lowerBound)
        }
      case .list(let items):
        guard items.count == 2 else { return true }
        add(headers.headerNames(items[0].value), items[1].value, holder: nil, at: start)
      default: break
      }
      return true
    }
    // `response.headers['Content-Security-Policy'] = ...`
    let assigns: [CodeLanguage] = [.javaScript, .python]
    for edit in evaluator.program.edits where assigns.contains(evaluator.program.language) {
      guard case .set(let value) = edit.change, let key = edit.keys.last else { continue }
      let names = policyNames([key])
      if names.isEmpty { continue }
      let path = [edit.name] + edit.keys.dropLast()
      let root = CodeExpression(form: .name(path[0]), range: edit.range)
      let holder = path.dropFirst().reduce(root) { object, name in
        CodeExpression(form: .member(object, name), range: edit.range)
      }
      found.append(
        .init(
          names: names, value: value, holder: holder, place: edit.range.lowerBound,
          conditions: edit.conditions))
    }
    return found.sorted { $0.place < $1.place }
  }
}

extension HeaderSetting {
  /// Whether it is the request's header: no browser gets that.
  func isOnRequest(in program: CodeProgram) -> Bool {
    holder.map { program.isRequest($0) } ?? names(around: "request")
  }
}

extension CodeProgram {
  /// A path, or the first of several, that `export const config` has under a name.
  func configured(_ name: String) -> String? {
    let value = declarations.last { $0.name == "config" }?.value?.member(name)
    if case .list(let items) = value?.form { return items.first?.value.literal }
    return value?.literal
  }

  /// Whether headers are those of the request.
  fileprivate func isRequest(_ object: CodeExpression, depth: Int = 0) -> Bool {
    guard depth < 4 else { return false }
    func isNamedSo(_ name: String) -> Bool {
      let name = name.lowercased()
      return name.contains("request") || name == "req"
    }
    guard case .name(let name) = object.form else {
      let names = object.chainNames.map { $0.lowercased() }
      if names.contains(where: { $0.contains("response") }) { return false }
      return names.contains { isNamedSo($0) }
    }
    let uses = uses(ofHeaders: name)
    if uses.response { return false }
    if uses.request { return true }
    guard let value = declarations.last(where: { $0.name == name })?.value,
      case .member(_, let member) = value.form, member.lowercased() == "headers"
    else { return isNamedSo(name) }
    return isRequest(value, depth: depth + 1)
  }

  /// Whose headers a name is passed as.
  private func uses(ofHeaders name: String) -> (request: Bool, response: Bool) {
    var uses = (request: false, response: false)
    walk { expression, around, _ in
      guard let value = expression.member("headers"), value.name == name else { return true }
      if expression.names(around: around).contains("request") {
        uses.request = true
      } else {
        uses.response = true
      }
      return true
    }
    return uses
  }
}

extension CodeExpression {
  /// The names that lead to it: those of members and of calls.
  fileprivate var chainNames: [String] {
    switch form {
    case .name(let name): [name]
    case .member(let object, let name): object.chainNames + [name]
    case .call(let callee, _): callee.chainNames
    case .index(let object, _): object.chainNames
    default: []
    }
  }
}

extension CodeHeaders {
  /// Takes the headers of responses that a program sets; those of requests are passed over.
  mutating func addResponses(_ scope: String? = nil) {
    for setting in HeaderSetting.all(in: evaluator)
    where !setting.isOnRequest(in: evaluator.program) {
      nextPage()
      add(setting, scope: setting.scope ?? scope)
    }
  }

  /// Takes the header that a place sets.
  mutating func add(_ setting: HeaderSetting, scope: String?) {
    for name in setting.names { add(name, setting.value, scope: scope) }
  }
}
