/// `vercel.json`: `headers` with `source` and a list of pairs, or `routes` with an object of headers.
enum VercelJSON: Platform {
  static let id = "vercel-json"

  static func claims(_ name: String) -> Claim {
    if name == "vercel.json" || name == "now.json" { return .certain }
    return name.hasPrefix("vercel.") && name.hasSuffix(".json") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    JSONHeaders.read(file, as: id, isCertain: claims(file.name) == .certain) { headers in
      let root = headers.json.root
      for rule in root["headers"]?.elements ?? [] {
        let scope = [rule["source"]?.string, conditions(rule)]
        headers.add(
          pairs: rule["headers"], named: "key",
          scope: scope.compactMap { $0 }.joined(separator: " "))
      }
      for route in root["routes"]?.elements ?? [] {
        headers.add(members: route["headers"], scope: route["src"]?.string)
      }
      return !headers.fields.policies.isEmpty
    }
  }

  /// `has host=a.example missing header=x`.
  private static func conditions(_ rule: DataNode) -> String? {
    var parts: [String] = []
    for kind in ["has", "missing"] {
      for condition in rule[kind]?.elements ?? [] {
        let what = ["type", "key"].compactMap { condition[$0]?.string }
        let value = condition["value"]?.string.map { "=" + $0 } ?? ""
        parts.append("\(kind) \(what.joined(separator: " "))\(value)")
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
