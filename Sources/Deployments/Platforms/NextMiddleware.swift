import ContentSecurityPolicy
import Diagnostics

/// Next.js: response headers that `middleware.ts` or `proxy.ts` sets.
///
/// A policy on the request's headers tells the renderer the nonce; no browser gets it.
enum NextMiddleware: Platform {
  static let id = "nextjs-middleware"

  static func claims(_ name: String) -> Claim {
    let isNamed = name.hasPrefix("middleware.") || name.hasPrefix("proxy.")
    return isNamed && JavaScriptFile.isOne(name) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, let program = JavaScriptSource.program(file) else {
      return nil
    }
    var reader = Reader(program)
    reader.read()
    let isNext = program.imports.contains { $0.module.hasPrefix("next") }
    guard isNext || !reader.headers.policies.isEmpty else { return nil }
    return DeployedFile(
      platform: id, policies: reader.headers.policies, diagnostics: reader.diagnostics(file))
  }

  private struct Reader {
    let program: CodeProgram
    var headers: CodeHeaders
    /// Where policies are set that only the renderer gets.
    var onRequest: [Int] = []

    init(_ program: CodeProgram) {
      self.program = program
      headers = CodeHeaders(CodeEvaluator(program: program))
    }

    mutating func read() {
      for setting in HeaderSetting.all(in: headers.evaluator) {
        if setting.isOnRequest(in: program) {
          onRequest.append(setting.place)
        } else {
          headers.add(setting, scope: setting.scope ?? program.configured("matcher"))
        }
      }
    }

    func diagnostics(_ file: SourceFile) -> [Diagnostic] {
      guard headers.policies.isEmpty, !onRequest.isEmpty else { return [] }
      let lines = LineIndex(file.bytes)
      return onRequest.map {
        Diagnostic(
          rule: "policy-on-request", level: .warn, line: lines.line(of: $0),
          message: "the policy is set on the request only: no browser gets it")
      }
    }
  }
}
