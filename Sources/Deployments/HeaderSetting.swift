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
    "replace", "responseheader", "staticserverhttpheaderswriter",
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
    return found
  }
}

extension CodeHeaders {
  /// Takes the header that a place sets.
  mutating func add(_ setting: HeaderSetting, scope: String?) {
    for name in setting.names { add(name, setting.value, scope: scope) }
  }
}
