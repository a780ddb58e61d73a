import ContentSecurityPolicy

/// Collects the policies that a program sends as headers.
struct CodeHeaders {
  let evaluator: CodeEvaluator
  private(set) var policies: [DeployedPolicy] = []
  /// The number of the page whose headers come next.
  var page = 0
  private var pages = 0

  init(_ evaluator: CodeEvaluator) { self.evaluator = evaluator }

  /// What follows belongs to another page.
  mutating func nextPage() {
    pages += 1
    page = pages
  }

  /// The name of the header that an expression spells out.
  func headerName(_ expression: CodeExpression) -> String? {
    guard let text = evaluator.value(of: expression).text else { return nil }
    return ASCIIText.string(text.bytes)
  }

  /// The names that a header may have, by a condition.
  func headerNames(_ expression: CodeExpression) -> [String] {
    func all(_ value: CodeValue) -> [String] {
      switch value {
      case .text(let text, _): [ASCIIText.string(text.bytes)]
      case .choice(_, let one, let other): all(one) + all(other)
      default: []
      }
    }
    return all(evaluator.value(of: expression))
  }

  /// Takes a header; others than policies are passed over.
  mutating func add(_ name: String, _ expression: CodeExpression, scope: String?) {
    guard let delivery = Delivery(header: name) else { return }
    add(delivery, evaluator.value(of: expression), expression, scope: scope)
  }

  /// Takes the headers that the maps of a configuration write, as `{ key, value }` or by their names.
  ///
  /// - Parameters:
  ///   - program: The configuration.
  ///   - isTaken: Whether a map counts, by the names of the members that it stands under.
  ///   - scope: What a map holds for, by the expressions around it, the outer first.
  mutating func addMaps(
    of program: CodeProgram, isTaken: ([String]) -> Bool = { _ in true },
    scope: ([CodeExpression]) -> String?
  ) {
    program.walk { expression, around, _ in
      guard case .map(let entries) = expression.form, isTaken(expression.names(around: around))
      else { return true }
      let scope = scope(around)
      if let key = expression.member("key"), let value = expression.member("value") {
        for name in headerNames(key) { add(name, value, scope: scope) }
      }
      for entry in entries {
        guard let key = entry.key, key.literal != nil, let name = headerName(key) else { continue }
        add(name, entry.value, scope: scope)
      }
      return true
    }
  }

  mutating func add(
    _ delivery: Delivery, _ value: CodeValue, _ expression: CodeExpression, scope: String?
  ) {
    switch value {
    case .text(let text, let layout):
      add(text, delivery, layout, scope: scope)
    case .choice(let condition, let one, let other):
      let kept = page
      let place = scope.map { $0 + " " } ?? ""
      nextPage()
      add(delivery, one, expression, scope: place + "when " + condition)
      nextPage()
      add(delivery, other, expression, scope: place + "otherwise")
      page = kept
    case .unknown(let source):
      add(.runTime(source, at: expression.range, nil), delivery, nil, scope: scope)
    // `{ value: "..." }`, alone or in a list, as CloudFront's functions have it.
    case .map(let members, _):
      guard let member = members.last(where: { $0.name == "value" }) else { return }
      add(delivery, member.value, member.expression, scope: scope)
    case .list(let elements, _):
      for element in elements {
        if case .map = element.value { add(delivery, element.value, expression, scope: scope) }
      }
    case .function, .flag, .nothing: return
    }
  }

  /// Takes a header's value.
  mutating func add(
    _ text: MappedText, _ delivery: Delivery, _ layout: (any DirectiveLayout)?, scope: String?
  ) {
    let found = DeployedPolicy.each(in: text, delivery: delivery, scope: scope, page: page)
    for var policy in found {
      if let layout, found.count == 1 { policy.layout = layout }
      append(policy)
    }
  }

  /// Takes a policy unless it is there already: one constant may be sent from several places.
  mutating func append(_ policy: DeployedPolicy) {
    let isKnown = policies.contains {
      $0.extent == policy.extent && $0.delivery == policy.delivery
        && $0.text.bytes == policy.text.bytes && policy.extent != nil
    }
    if !isKnown { policies.append(policy) }
  }
}

extension CodeExpression {
  /// The member of a map that has a name.
  func member(_ name: String) -> CodeExpression? {
    guard case .map(let entries) = form else { return nil }
    return entries.last { $0.keyName == name }?.value
  }

  /// The names of the members that an expression stands under, the outer first.
  func names(around: [CodeExpression]) -> [String] {
    var names: [String] = []
    for outer in around + [self] {
      guard case .map(let entries) = outer.form else { continue }
      let entry = entries.first {
        $0.value.range.lowerBound <= range.lowerBound
          && $0.value.range.upperBound >= range.upperBound
      }
      if let name = entry?.keyName { names.append(name) }
    }
    return names
  }
}

extension CodeForm.Entry {
  /// The key, when it is written as a word or a literal.
  var keyName: String? {
    if case .symbol(let name) = key?.form { return name }
    return key?.literal
  }
}
