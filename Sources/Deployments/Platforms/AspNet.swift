import ContentSecurityPolicy

/// ASP.NET in C#: headers of responses, NetEscapades, NWebsec and Orchard Core.
enum AspNet: Platform {
  static let id = "aspnet"
  static let marks = ["contentsecuritypolicy", "content-security-policy", "usecsp", "cspbuilder"]

  static func claims(_ name: String) -> Claim {
    ["cs", "cshtml"].contains(FileName.ending(of: name)) && !name.hasSuffix(".cshtml")
      ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, Platforms.hasMark(file, of: marks),
      let program = TypedSource.program(file, .csharp)
    else { return nil }
    let evaluator = CodeEvaluator(program: program, constants: constants)
    var headers = CodeHeaders(evaluator)
    headers.addResponses()
    for policy in CallPolicies.all(in: evaluator) {
      headers.nextPage()
      var policy = policy
      policy.page = headers.page
      headers.append(policy)
    }
    for (chain, _, _) in CallChain.all(in: program) {
      for call in chain.calls where call.name.hasPrefix("AddContentSecurityPolicy") {
        readDirectives(call, &headers)
      }
    }
    return DeployedFile(platform: id, policies: headers.policies)
  }

  private static let constants = [
    "HeaderNames.ContentSecurityPolicy": "Content-Security-Policy",
    "HeaderNames.ContentSecurityPolicyReportOnly": "Content-Security-Policy-Report-Only",
  ]

  /// `AddContentSecurityPolicy("img-src a", "font-src b")` of Orchard Core.
  private static func readDirectives(_ call: CallChain.Call, _ headers: inout CodeHeaders) {
    guard let first = call.items.first, let last = call.items.last else { return }
    let evaluator = headers.evaluator
    var items = call.items
    if items.count == 1, case .list(let inner) = first.value.form { items = inner }
    let values = items.map { evaluator.value(of: $0.value) }
    guard values.contains(where: { $0.text != nil }) else { return }
    let range = first.range.lowerBound..<last.range.upperBound
    let list = CodeExpression(form: .list(items), range: range)
    let parts = evaluator.elements(items, in: list, [:], 0)
    let separator = CodeValue.text(.unwritten("; "), nil)
    guard let joined = evaluator.join(.list(parts, in: list), separator, site: list) else { return }
    headers.nextPage()
    headers.add(.header, joined, list, scope: nil)
  }
}
