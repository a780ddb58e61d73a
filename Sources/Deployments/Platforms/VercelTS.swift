/// `vercel.ts` and its JavaScript forms: `headers` and `routes` of the exported configuration, and
/// `routes.header(path, [...])`.
enum VercelTS: Platform {
  static let id = "vercel-ts"

  static func claims(_ name: String) -> Claim {
    name.hasPrefix("vercel.") && JavaScriptFile.isOne(name) ? .certain : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .certain, let program = JavaScriptSource.program(file) else {
      return nil
    }
    var headers = CodeHeaders(CodeEvaluator(program: program))
    headers.addMaps(of: program, isTaken: { !$0.contains("requestHeaders") }, scope: scope)
    return DeployedFile(platform: id, policies: headers.policies)
  }

  /// The path of the rule that a map stands in.
  private static func scope(_ around: [CodeExpression]) -> String? {
    for outer in around.reversed() {
      if let path = outer.member("source")?.literal ?? outer.member("src")?.literal { return path }
      if case .call(let callee, let items) = outer.form, callee.path?.hasPrefix("routes.") == true {
        return items.first?.value.literal
      }
    }
    return nil
  }
}
