import ContentSecurityPolicy

/// Nuxt: `contentSecurityPolicy` of nuxt-security, headers of `routeRules` and `<meta>` elements.
enum NuxtSecurity: Platform {
  static let id = "nuxt-security"
  static let marks = ["contentsecuritypolicy", "content-security-policy"]

  static func claims(_ name: String) -> Claim {
    name.hasPrefix("nuxt.config.") && JavaScriptFile.isOne(name) ? .certain : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .certain, let program = JavaScriptSource.program(file) else {
      return nil
    }
    var reader = Reader(program)
    reader.read()
    return DeployedFile(platform: id, policies: reader.headers.policies)
  }

  /// What nuxt-security 2 sends for directives that are not named.
  private static let defaults =
    "base-uri 'none'; font-src 'self' https: data:; form-action 'self'; frame-ancestors 'self'; "
    + "img-src 'self' data:; object-src 'none'; script-src-attr 'none'; "
    + "style-src 'self' https: 'unsafe-inline'; "
    + "script-src 'self' https: 'unsafe-inline' 'strict-dynamic' 'nonce-{{nonce}}'; "
    + "upgrade-insecure-requests"

  private struct Reader {
    let evaluator: CodeEvaluator
    var headers: CodeHeaders

    init(_ program: CodeProgram) {
      evaluator = CodeEvaluator(program: program, keepsSpreads: true)
      headers = CodeHeaders(evaluator)
    }

    mutating func read() {
      var found: [(CodeForm.Entry, Delivery, String?)] = []
      var metas: [(CodeExpression, String?)] = []
      evaluator.program.walk { expression, around, _ in
        guard case .map(let entries) = expression.form else { return true }
        let names = expression.names(around: around)
        if let kind = expression.member("http-equiv") ?? expression.member("httpEquiv"),
          kind.literal?.lowercased() == "content-security-policy",
          let content = expression.member("content")
        {
          metas.append((content, Self.route(names)))
        }
        for entry in entries {
          switch entry.keyName {
          case "contentSecurityPolicy": found.append((entry, .header, Self.route(names)))
          case "contentSecurityPolicyReportOnly":
            found.append((entry, .reportOnly, Self.route(names)))
          default: continue
          }
        }
        return true
      }
      for (content, scope) in metas {
        headers.nextPage()
        headers.add(.meta, evaluator.value(of: content), content, scope: scope)
      }
      for (entry, delivery, route) in found {
        headers.nextPage()
        add(evaluator.value(of: entry.value), entry.value, delivery, scope: route)
      }
      for setting in HeaderSetting.all(in: evaluator) {
        headers.nextPage()
        headers.add(setting, scope: setting.scope)
      }
    }

    /// The path of a route's rules.
    private static func route(_ names: [String]) -> String? {
      names.firstIndex(of: "routeRules").flatMap { index in
        names.indices.contains(index + 1) ? names[index + 1] : nil
      }
    }

    private mutating func add(
      _ value: CodeValue, _ expression: CodeExpression, _ delivery: Delivery, scope: String?
    ) {
      switch value {
      case .flag, .nothing, .list, .function: return
      case .text, .unknown: headers.add(delivery, value, expression, scope: scope)
      case .choice(let condition, let one, let other):
        add(one, expression, delivery, scope: "when " + condition)
        headers.nextPage()
        add(other, expression, delivery, scope: "otherwise")
      case .map(let members, let site):
        // Before version 1 the directives stood under `value`, beside `route`.
        if let inner = members.first(where: { $0.name == "value" }) {
          let route = members.first { $0.name == "route" }?.value.text
          add(
            inner.value, inner.expression, delivery,
            scope: route.map { ASCIIText.string($0.bytes) } ?? scope)
          return
        }
        var map = DirectiveMap()
        map.add(members, evaluator)
        for index in map.directives.indices {
          map.directives[index].sources = map.directives[index].sources.map { source in
            var source = source
            source.text = source.text.withTemplates
            return source
          }
        }
        let layout = layout(map, site, scope)
        guard
          var policy = map.policy(
            delivery: delivery, scope: scope, page: headers.page, layout: layout)
        else { return }
        let isGeneral = scope?.hasPrefix("/") != true
        policy.merge =
          isGeneral
          ? PolicyMerge(
            with: "the defaults of nuxt-security 2 and its nonce", defaults: defaults)
          : PolicyMerge(with: "the policy of all pages (nuxt-security 2)")
        policy.additions = ["nonce"]
        headers.append(policy)
      }
    }

    private func layout(
      _ map: DirectiveMap, _ site: CodeExpression?, _ scope: String?
    ) -> any DirectiveLayout {
      if scope?.hasPrefix("/") == true {
        return ClosedLayout(
          reason: "the rule is merged with the policy of all pages, whose list it would replace")
      }
      return evaluator.listLayout(map, site)
        ?? ClosedLayout(reason: "the directives are put together elsewhere")
    }
  }
}
