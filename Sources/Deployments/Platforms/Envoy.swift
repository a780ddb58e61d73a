import ContentSecurityPolicy

/// Envoy and what is built on it: headers that routes add to responses, Lua filters; Istio, Gateway
/// API, Contour, Emissary and Consul resources.
enum Envoy: Platform {
  static let id = "envoy"

  static func claims(_ name: String) -> Claim {
    YAMLFile.isOne(name) || FileName.ending(of: name) == "json" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible else { return nil }
    var reader = Reader()
    if !YAMLFile.isOne(file.name) {
      return JSONHeaders.read(file, as: id, isCertain: false) { headers in
        reader.read(document: headers.json.root)
        headers.add(reader.policies)
        return reader.isKnown
      }
    }
    guard let yaml = YAMLSource(file) else { return nil }
    for document in yaml.documents { reader.read(document: document) }
    return reader.isKnown ? DeployedFile(platform: id, policies: reader.policies) : nil
  }

  private static let kinds: Set<String> = [
    "EnvoyFilter", "VirtualService", "HTTPProxy", "HTTPRoute", "Mapping",
  ]

  private struct Reader {
    var policies: [DeployedPolicy] = []
    var isKnown = false
    private var page = 0

    init() {}

    mutating func read(document: DataNode) {
      let kind = document["kind"]?.string ?? ""
      if Envoy.kinds.contains(kind) || document["static_resources"] != nil { isKnown = true }
      read(document, under: [], scope: nil, depth: 0)
    }

    private mutating func read(
      _ node: DataNode, under keys: [String], scope: String?, depth: Int
    ) {
      guard depth < 100 else { return }
      let scope = Self.scope(node) ?? scope
      for entry in node.entries {
        let key = entry.key.lowercased().filter { $0 != "_" }
        let inner = keys + [key]
        switch key {
        case "responseheaderstoadd", "responsemutations", "headerstoadd":
          take(options: entry.value, scope)
        case "response" where keys.last == "headers", "responseheadermodifier",
          "responseheaderspolicy", "responseheaders":
          take(modifier: entry.value, scope)
        case "addresponseheaders": take(map: entry.value, scope)
        case "inlinecode", "inlinestring":
          if let text = entry.value.text { take(script: text) }
        default: read(entry.value, under: inner, scope: scope, depth: depth + 1)
        }
      }
      for element in node.elements {
        read(element, under: keys, scope: scope, depth: depth + 1)
      }
    }

    /// What a virtual host or a route is for.
    private static func scope(_ node: DataNode) -> String? {
      if node["domains"] != nil { return node["name"]?.string }
      guard let match = node["match"] ?? node["matches"] ?? node["conditions"] else { return nil }
      for rule in match.elements.isEmpty ? [match] : match.elements {
        for key in ["prefix", "path", "uri"] {
          guard let found = rule[key] else { continue }
          let texts = [found] + found.entries.map(\.value)
          if let text = texts.compactMap(\.string).last(where: { $0.hasPrefix("/") }) {
            return text
          }
        }
      }
      return nil
    }

    /// Takes `- header: {key, value}`, also below `append`.
    private mutating func take(options list: DataNode, _ scope: String?) {
      page += 1
      for element in list.elements {
        guard let header = element["header"] ?? element[["append", "header"]],
          let name = header["key"]?.string, let value = header["value"]?.text
        else { continue }
        add(name, value, scope)
      }
    }

    /// Takes `set` and `add`, maps or lists of names and values.
    private mutating func take(modifier node: DataNode, _ scope: String?) {
      page += 1
      for verb in node.entries where ["set", "add"].contains(verb.key.lowercased()) {
        for entry in verb.value.entries {
          if let value = entry.value.text { add(entry.key, value, scope) }
        }
        for element in verb.value.elements {
          guard let name = element["name"]?.string, let value = element["value"]?.text else {
            continue
          }
          add(name, value, scope)
        }
      }
    }

    private mutating func take(map node: DataNode, _ scope: String?) {
      page += 1
      for entry in node.entries {
        if let value = entry.value.text ?? entry.value["value"]?.text {
          add(entry.key, value, scope)
        }
      }
    }

    private mutating func add(_ name: String, _ value: MappedText, _ scope: String?) {
      guard let delivery = Delivery(header: name) else { return }
      isKnown = true
      let text = value.withTemplates.spelled { EnvoyFormat(inside: $0) }.withParameters
      policies += DeployedPolicy.each(in: text, delivery: delivery, scope: scope, page: page)
    }

    private mutating func take(script text: MappedText) {
      let file = SourceFile(path: "filter.lua", bytes: text.bytes)
      guard let source = LuaSource(file) else { return }
      isKnown = true
      let found = source.program.policies()
      let base = page + 1
      for var policy in found {
        policy.page += base
        page = max(page, policy.page)
        policy.enclosing.append(text)
        policies.append(policy)
      }
    }
  }
}

/// Text in which `%...%` stands for what Envoy knows, and `%%` for a percent sign.
private struct EnvoyFormat: Spelling {
  var inside: any Spelling

  func written(_ text: String) -> [UInt8]? {
    inside.written(text.replacing("%", with: "%%"))
  }
}
