import ContentSecurityPolicy

/// Next.js: `headers()` of `next.config.*`.
///
/// `images.contentSecurityPolicy` holds for optimised images only and is none of a page's.
enum NextConfig: Platform {
  static let id = "nextjs"

  static func claims(_ name: String) -> Claim {
    name.hasPrefix("next.config.") && JavaScriptFile.isOne(name) ? .certain : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .certain, let program = JavaScriptSource.program(file) else {
      return nil
    }
    var headers = CodeHeaders(CodeEvaluator(program: program))
    program.walk { expression, around, _ in
      guard case .map(let entries) = expression.form else { return true }
      let source = around.reversed().lazy.compactMap { $0.member("source")?.literal }.first
      if let key = expression.member("key"), let value = expression.member("value") {
        for name in headers.headerNames(key) { headers.add(name, value, scope: source) }
      }
      for entry in entries {
        guard let key = entry.key, key.literal != nil, let name = headers.headerName(key) else {
          continue
        }
        headers.add(name, entry.value, scope: source)
      }
      return true
    }
    return DeployedFile(platform: id, policies: headers.policies)
  }
}

/// Names of files in JavaScript and TypeScript.
enum JavaScriptFile {
  private static let endings: Set<Substring> = [
    "js", "mjs", "cjs", "ts", "mts", "cts", "jsx", "tsx",
  ]

  static func isOne(_ name: String) -> Bool { endings.contains(FileName.ending(of: name)) }
}
