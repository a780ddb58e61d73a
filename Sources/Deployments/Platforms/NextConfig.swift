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
    headers.addMaps(of: program) { around in
      around.reversed().lazy.compactMap { $0.member("source")?.literal }.first
    }
    return DeployedFile(platform: id, policies: headers.policies)
  }
}
