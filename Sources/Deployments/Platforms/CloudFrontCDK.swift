import ContentSecurityPolicy

/// AWS CDK: response headers policies of CloudFront, in TypeScript, JavaScript, Python, Java and C#.
enum CloudFrontCDK: Platform {
  static let id = "cloudfront-cdk"
  static let marks = ["responseheaderspolicy"]
  private static let modules = ["aws-cdk", "aws_cdk", "awscdk", "amazon.cdk"]

  static func claims(_ name: String) -> Claim {
    CodeFile.language(of: name) == nil ? .onlyWhenNamed : .possible
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks),
      Platforms.hasMark(file, of: modules), let program = CodeFile.program(file)
    else { return nil }
    var headers = CodeHeaders(CodeEvaluator(program: program))
    program.walk { expression, around, _ in
      let settings = Settings(expression)
      let scope = around.reversed().lazy.compactMap(Self.construct).first
      if let value = settings["contentsecuritypolicy"],
        settings["override"] != nil || settings.type == "ResponseHeadersContentSecurityPolicy"
      {
        headers.add(.header, headers.evaluator.value(of: value), value, scope: scope)
      }
      if let header = settings["header"], let value = settings["value"],
        let name = headers.headerName(header)
      {
        headers.add(name, value, scope: scope)
      }
      return true
    }
    return DeployedFile(platform: id, policies: headers.policies)
  }

  /// The id of the construct that an expression creates.
  private static func construct(_ expression: CodeExpression) -> String? {
    var rest = expression
    while case .call(let callee, let items) = rest.form {
      if items.count > 1, let id = items[1].value.literal,
        callee.path?.contains("ResponseHeadersPolicy") == true
      {
        return id
      }
      guard case .member(let object, _) = callee.form else { return nil }
      rest = object
    }
    return nil
  }

  /// The properties that an expression sets, however its language writes them.
  private struct Settings {
    private var values: [String: CodeExpression] = [:]
    /// What is called or built.
    var type: String?

    /// Takes a map, a call with named arguments or the calls of a builder.
    init(_ expression: CodeExpression) {
      switch expression.form {
      case .map(let entries):
        for entry in entries { set(entry.keyName, entry.value) }
      case .call(let callee, let items):
        type = callee.name
        for item in items { set(item.name, item.value) }
        var rest = expression
        while case .call(let callee, let items) = rest.form,
          case .member(let object, let name) = callee.form
        {
          if name == "builder" { type = object.name }
          if items.count == 1 { set(name, items[0].value) }
          rest = object
        }
      default: return
      }
    }

    private mutating func set(_ name: String?, _ value: CodeExpression) {
      if let name { values[name.lowercased().filter { $0 != "_" }] = value }
    }

    subscript(name: String) -> CodeExpression? { values[name] }
  }
}
