/// `vercel.json`: `headers` with `source` and a list of pairs, or `routes` with an object of headers.
enum VercelJSON: Platform {
  static let id = "vercel-json"

  static func claims(_ name: String) -> Claim {
    if name == "vercel.json" || name == "now.json" { return .certain }
    return name.hasPrefix("vercel.") && name.hasSuffix(".json") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    JSONHeaders.read(file, as: id, isCertain: claims(file.name) == .certain) { headers in
      let json = headers.json
      for rule in json.elements(of: json.member("headers", of: json.root)) {
        let scope = [json.string(json.member("source", of: rule)), conditions(rule, json)]
        headers.add(
          pairs: json.member("headers", of: rule), named: "key",
          scope: scope.compactMap { $0 }.joined(separator: " "))
      }
      for route in json.elements(of: json.member("routes", of: json.root)) {
        headers.add(
          members: json.member("headers", of: route),
          scope: json.string(json.member("src", of: route)))
      }
      return !headers.fields.policies.isEmpty
    }
  }

  /// `has host=a.example missing header=x`.
  private static func conditions(_ rule: JSONSource.Node, _ json: JSONSource) -> String? {
    var parts: [String] = []
    for kind in ["has", "missing"] {
      for condition in json.elements(of: json.member(kind, of: rule)) {
        let what = ["type", "key"].compactMap { json.string(json.member($0, of: condition)) }
        let value = json.string(json.member("value", of: condition)).map { "=" + $0 } ?? ""
        parts.append("\(kind) \(what.joined(separator: " "))\(value)")
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
