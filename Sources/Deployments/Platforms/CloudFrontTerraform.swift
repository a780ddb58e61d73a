import ContentSecurityPolicy

/// Terraform: response headers policies of CloudFront, and configurations in texts of the file.
enum CloudFrontTerraform: Platform {
  static let id = "cloudfront-terraform"
  static let marks = ["content-security-policy", "content_security_policy"]

  static func claims(_ name: String) -> Claim {
    ["tf", "tofu"].contains(FileName.ending(of: name)) ? .certain : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .certain, let source = HCLSource(file) else { return nil }
    var reader = Reader(source)
    for block in source.root.blocks {
      if block.type == "resource", block.labels.first == "aws_cloudfront_response_headers_policy" {
        reader.read(block)
      } else {
        for expression in block.expressions { reader.readTexts(expression) }
      }
    }
    return DeployedFile(platform: id, policies: reader.policies)
  }

  /// A function that CloudFront runs: headers are maps with `value`, or lists of those.
  private enum EdgeFunction: Platform {
    static let id = CloudFrontTerraform.id

    static func claims(_ name: String) -> Claim { .possible }

    static func read(_ file: SourceFile) -> DeployedFile? {
      guard let program = JavaScriptSource.program(file) else { return nil }
      var headers = CodeHeaders(CodeEvaluator(program: program))
      for setting in HeaderSetting.all(in: headers.evaluator) {
        let path = setting.holder?.path?.split(separator: ".") ?? []
        if path.contains("request") || setting.names(around: "request") { continue }
        headers.add(setting, scope: nil)
      }
      return DeployedFile(platform: id, policies: headers.policies)
    }
  }

  private struct Reader {
    let evaluator: CodeEvaluator
    let withDefaults: CodeEvaluator
    var headers: CodeHeaders
    var nested: [DeployedPolicy] = []

    init(_ source: HCLSource) {
      evaluator = CodeEvaluator(program: source.program)
      withDefaults = CodeEvaluator(program: source.programWithDefaults)
      headers = CodeHeaders(evaluator)
    }

    var policies: [DeployedPolicy] { headers.policies + nested }

    mutating func read(_ resource: HCLSource.Block) {
      let name = resource["name"]?.literal ?? resource.labels.last
      headers.nextPage()
      read(resource, name)
    }

    private mutating func read(_ block: HCLSource.Block, _ scope: String?) {
      if block.type == "content_security_policy" || block.type == "content",
        let value = block["content_security_policy"]
      {
        add(.header, value, scope)
      }
      if let header = block["header"], let value = block["value"],
        let delivery = headers.headerName(header).flatMap(Delivery.init(header:))
      {
        add(delivery, value, scope)
      }
      for inner in block.blocks { read(inner, scope) }
    }

    /// Takes a value; where a variable is all of it, the variable's default.
    private mutating func add(_ delivery: Delivery, _ value: CodeExpression, _ scope: String?) {
      var known = evaluator.value(of: value)
      if case .unknown = known { known = withDefaults.value(of: value) }
      headers.add(delivery, known, value, scope: scope)
    }

    /// Reads the configurations that texts of several lines are.
    mutating func readTexts(_ expression: CodeExpression) {
      var texts: [MappedText] = []
      expression.walk { part, _ in
        guard case .text = part.form else { return true }
        if let text = evaluator.value(of: part).text, text.bytes.contains(0x0A) {
          texts.append(text)
        }
        return true
      }
      for text in texts { read(text) }
    }

    private mutating func read(_ text: MappedText) {
      let platforms: [(String, any Platform.Type)] = [
        ("nested.yaml", KubernetesIngress.self), ("nested.yaml", Traefik.self),
        ("nested.conf", Nginx.self), ("nested.js", EdgeFunction.self),
      ]
      for (name, platform) in platforms {
        let file = SourceFile(path: name, bytes: text.bytes)
        guard Platforms.hasMark(file, of: platform.marks), let found = platform.read(file),
          !found.policies.isEmpty
        else { continue }
        let base = (policies.map(\.page).max() ?? 0) + 1
        for var policy in found.policies {
          policy.page += base
          policy.enclosing.append(text)
          policy.text.take(unresolvedOf: text)
          nested.append(policy)
        }
        return
      }
    }
  }
}
