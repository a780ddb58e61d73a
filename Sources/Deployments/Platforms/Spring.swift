import ContentSecurityPolicy

/// Spring Security in Java and Kotlin, and the properties that applications keep policies in.
enum Spring: Platform {
  static let id = "spring"
  static let marks = [
    "contentsecuritypolicy", "content-security-policy", "content_security_policy",
  ]

  static func claims(_ name: String) -> Claim {
    switch FileName.ending(of: name) {
    case "java", "kt": .possible
    case "yml", "yaml", "properties":
      name.hasPrefix("application") || name.hasPrefix("bootstrap") ? .possible : .onlyWhenNamed
    default: .onlyWhenNamed
    }
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks) else { return nil }
    guard let language = CodeFile.language(of: file.name) else {
      let policies = settings(file)
      return policies.isEmpty ? nil : DeployedFile(platform: id, policies: policies)
    }
    guard let program = TypedSource.program(file, language) else { return nil }
    var reader = Reader(program)
    reader.read()
    return DeployedFile(platform: id, policies: reader.headers.policies)
  }

  // MARK: Properties

  /// The policies of properties whose names end in `content-security-policy`.
  private static func settings(_ file: SourceFile) -> [DeployedPolicy] {
    var found: [(path: String, text: MappedText)] = []
    if FileName.ending(of: file.name) == "properties" {
      found = PropertiesSource(file).properties.map { ($0.key, $0.value) }
    } else if let yaml = YAMLSource(file) {
      func walk(_ node: DataNode, _ path: [String]) {
        for pair in node.entries {
          let path = path + [pair.key]
          if let text = pair.value.text { found.append((path.joined(separator: "."), text)) }
          walk(pair.value, path)
        }
        for element in node.elements {
          if let text = element.text, let filter = Self.filter(text) {
            found.append((filter.name, filter.value))
          }
          walk(element, path)
        }
      }
      for document in yaml.documents { walk(document, []) }
    }
    var policies: [DeployedPolicy] = []
    for (path, text) in found {
      guard let last = path.split(separator: ".").last,
        let delivery = delivery(of: CamelCase.kebab(String(last)).lowercased())
      else { continue }
      policies += DeployedPolicy.each(
        in: text.withVariables, delivery: delivery, scope: path, page: policies.count)
    }
    return policies
  }

  /// `AddResponseHeader=Content-Security-Policy, img-src 'self'` of Spring Cloud Gateway.
  private static func filter(_ text: MappedText) -> (name: String, value: MappedText)? {
    guard let sign = text.bytes.firstIndex(of: 0x3D), let comma = text.bytes.firstIndex(of: 0x2C),
      sign < comma, ASCIIText.string(text.bytes[..<sign]).hasSuffix("ResponseHeader")
    else { return nil }
    let name = text[sign + 1..<comma].collapsed
    return (name.lowercased(), text[comma + 1..<text.bytes.count].trimmed)
  }

  private static func delivery(of property: String) -> Delivery? {
    let name = property.hasSuffix("-report-only") ? String(property.dropLast(12)) : property
    let isPolicy =
      name.hasSuffix("content-security-policy")
      || ["csp-policy", "csp-directives", "policy-directives"].contains(name)
    guard isPolicy else { return nil }
    return name == property ? .header : .reportOnly
  }

  // MARK: Code

  private struct Reader {
    let evaluator: CodeEvaluator
    var headers: CodeHeaders

    init(_ program: CodeProgram) {
      evaluator = CodeEvaluator(
        program: program,
        constants: [
          "HttpHeaders.CONTENT_SECURITY_POLICY": "Content-Security-Policy",
          "HttpHeaders.CONTENT_SECURITY_POLICY_REPORT_ONLY": "Content-Security-Policy-Report-Only",
          "CONTENT_SECURITY_POLICY": "Content-Security-Policy",
          "CONTENT_SECURITY_POLICY_REPORT_ONLY": "Content-Security-Policy-Report-Only",
          "ContentSecurityPolicyHeaderWriter.CONTENT_SECURITY_POLICY_HEADER":
            "Content-Security-Policy",
        ])
      headers = CodeHeaders(evaluator)
    }

    mutating func read() {
      var blocks: [Range<Int>] = []
      for (chain, around, conditions) in CallChain.all(in: evaluator.program) {
        let isInBlock = blocks.contains { $0.contains(chain.range.lowerBound) }
        let scope = conditions.isEmpty ? nil : conditions.joined(separator: " and ")
        for (index, call) in chain.calls.enumerated() {
          switch call.name {
          case "contentSecurityPolicy", "setPolicyDirectives", "ContentSecurityPolicyHeaderWriter",
            "policyDirectives":
            guard call.items.count == 1 else { continue }
            let value = call.items[0].value
            if case .function = value.form {
              blocks.append(value.range)
              readBlock(value, scope)
            } else if call.name != "policyDirectives" || !isInBlock && !isRead(around) {
              let rest = chain.calls[(index + 1)...].map(\.name)
              let isReport =
                rest.first == "reportOnly"
                || chain.calls.contains { $0.name == "reportOnly" || $0.name == "setReportOnly" }
                || isReportOnlyWriter(chain)
              add(value, isReport ? .reportOnly : .header, scope)
            }
          default: continue
          }
        }
      }
      headers.addResponses()
    }

    /// Whether directives stand in the function that `contentSecurityPolicy` takes.
    private func isRead(_ around: [CodeExpression]) -> Bool {
      around.contains {
        if case .call(let callee, _) = $0.form {
          callee.name == "contentSecurityPolicy"
        } else {
          false
        }
      }
    }

    /// Whether a writer's variable is told to report only.
    private func isReportOnlyWriter(_ chain: CallChain) -> Bool {
      guard case .name(let name)? = chain.root?.form else { return false }
      var found = false
      evaluator.program.walk { expression, _, _ in
        if case .call(let callee, _) = expression.form,
          case .member(let object, "setReportOnly") = callee.form, object.path == name
        {
          found = true
        }
        return true
      }
      return found
    }

    /// Takes the directives that a function sets, by a call or by an assignment.
    private mutating func readBlock(_ function: CodeExpression, _ scope: String?) {
      var value: CodeExpression?
      var isReport = false
      let program = evaluator.program
      func look(_ expression: CodeExpression) {
        expression.walk { part, _ in
          if case .call(let callee, let items) = part.form {
            switch callee.name {
            case "policyDirectives", "policyDirectives=": value = items.first?.value ?? value
            case "reportOnly": isReport = true
            case "reportOnly=":
              if let flag = items.first?.value, case .flag(true) = evaluator.value(of: flag) {
                isReport = true
              }
            default: break
            }
          }
          return true
        }
      }
      if case .function(_, let result?, false) = function.form { look(result) }
      for statement in program.statements
      where function.range.contains(statement.value.range.lowerBound) {
        look(statement.value)
      }
      for one in program.declarations where function.range.contains(one.range.lowerBound) {
        if one.name == "policyDirectives" { value = one.value ?? value }
        if one.name == "reportOnly", let flag = one.value,
          case .flag(true) = evaluator.value(of: flag)
        {
          isReport = true
        }
      }
      if let value { add(value, isReport ? .reportOnly : .header, scope) }
    }

    private mutating func add(
      _ value: CodeExpression, _ delivery: Delivery, _ scope: String?
    ) {
      headers.nextPage()
      headers.add(delivery, evaluator.value(of: value), value, scope: scope)
    }
  }
}
