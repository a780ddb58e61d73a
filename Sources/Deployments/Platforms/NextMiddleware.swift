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
        let isRequest =
          setting.holder.map { self.isRequest($0) } ?? setting.names(around: "request")
        if isRequest {
          onRequest.append(setting.place)
        } else {
          headers.add(setting, scope: setting.scope ?? matcher)
        }
      }
    }

    /// The paths that `config` names.
    private var matcher: String? {
      let config = program.declarations.last { $0.name == "config" }?.value
      let matcher = config?.member("matcher")
      if case .list(let items) = matcher?.form { return items.first?.value.literal }
      return matcher?.literal
    }

    /// Whether headers are those of the request.
    private func isRequest(_ object: CodeExpression, depth: Int = 0) -> Bool {
      guard depth < 4 else { return false }
      func isNamedSo(_ name: String) -> Bool {
        let name = name.lowercased()
        return name.contains("request") || name == "req"
      }
      switch object.form {
      case .member(let owner, "headers"):
        return owner.path?.split(separator: ".").contains { isNamedSo(String($0)) } ?? false
      case .name(let name):
        let uses = uses(ofHeaders: name)
        if uses.response { return false }
        if uses.request { return true }
        guard let value = program.declarations.last(where: { $0.name == name })?.value else {
          return isNamedSo(name)
        }
        if case .member(_, "headers") = value.form { return isRequest(value, depth: depth + 1) }
        return isNamedSo(name)
      default: return false
      }
    }

    /// Whose headers a name is passed as.
    private func uses(ofHeaders name: String) -> (request: Bool, response: Bool) {
      var uses = (request: false, response: false)
      program.walk { expression, around, _ in
        guard let value = expression.member("headers"), value.name == name else { return true }
        if expression.names(around: around).contains("request") {
          uses.request = true
        } else {
          uses.response = true
        }
        return true
      }
      return uses
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
