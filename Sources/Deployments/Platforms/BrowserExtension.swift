import ContentSecurityPolicy

/// `manifest.json` of browser extensions: the text of Manifest V2, the map of Manifest V3.
enum BrowserExtension: Platform {
  static let id = "webext"
  static let marks = ["content_security_policy"]

  static func claims(_ name: String) -> Claim {
    // Web applications have a manifest.json too.
    name.hasSuffix(".json") && name.contains("manifest") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible else { return nil }
    return JSONHeaders.read(file, as: id, isCertain: false, taking: [.lineComment]) { headers in
      let root = headers.json.root
      guard case .word(let version) = root["manifest_version"]?.form else { return false }
      let isThird = version == "3"
      let key = "content_security_policy"
      var page = 0
      func add(_ node: DataNode?, _ scope: String, isSandboxed: Bool) {
        guard let text = node?.text else { return }
        page += 1
        var found = DeployedPolicy.each(in: text, delivery: .header, scope: scope, page: page)
        for index in found.indices where !isSandboxed {
          found[index].objection = objection(to: found[index], isThird: isThird)
        }
        headers.add(found)
      }
      add(root[key], key, isSandboxed: false)
      for name in ["extension_pages", "sandbox", "isolated_world", "content_scripts"] {
        add(root[[key, name]], "\(key).\(name)", isSandboxed: name == "sandbox")
      }
      add(root[["sandbox", key]], "sandbox.\(key)", isSandboxed: true)
      return true
    }
  }

  private static let code: Set<String> = [
    "script-src", "script-src-elem", "script-src-attr", "worker-src", "object-src",
  ]

  /// What browsers refuse as the source of an extension's code.
  private static func objection(
    to policy: DeployedPolicy, isThird: Bool
  ) -> @Sendable (String, String) -> String? {
    let names = policy.policies.policies.first?.directives.map(\.name) ?? []
    let governsCode = !["script-src", "object-src", "worker-src"].allSatisfy(names.contains)
    return { source, directive in
      guard code.contains(directive) || directive == "default-src" && governsCode else {
        return nil
      }
      let text = source.lowercased()
      let isLocal = ["http://localhost", "http://127.0.0.1"].contains { host in
        text == host || text.hasPrefix(host + ":") || text.hasPrefix(host + "/")
      }
      if isThird {
        let isTaken = ["'self'", "'none'", "'wasm-unsafe-eval'"].contains(text) || isLocal
        return isTaken
          ? nil
          : "Manifest V3 lets extension pages run no code from elsewhere: browsers refuse an "
            + "extension that lists more than 'self', 'none', 'wasm-unsafe-eval' and localhost in "
            + directive
      }
      let isTaken =
        text.hasPrefix("'") && text != "'unsafe-inline'" || text.hasPrefix("https://") || isLocal
        || ["blob:", "filesystem:"].contains(text) || text.hasPrefix("chrome-extension:")
      return isTaken || directive == "worker-src"
        ? nil
        : "browsers ignore \(source) in \(directive) of a Manifest V2: it takes https hosts, "
          + "localhost and hashes"
    }
  }
}
