/// `firebase.json`: the headers of one hosting site or of several.
enum Firebase: Platform {
  static let id = "firebase"

  static func claims(_ name: String) -> Claim {
    if name == "firebase.json" { return .certain }
    return name.hasPrefix("firebase.") && name.hasSuffix(".json") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    JSONHeaders.read(file, as: id, isCertain: claims(file.name) == .certain) { headers in
      let json = headers.json
      guard let hosting = json.member("hosting", of: json.root) else { return false }
      let sites = json.elements(of: hosting)
      for site in sites.isEmpty ? [hosting] : sites {
        let target = sites.count > 1 ? json.string(json.member("target", of: site)) : nil
        for rule in json.elements(of: json.member("headers", of: site)) {
          let path = ["source", "regex", "glob"].lazy
            .compactMap { json.string(json.member($0, of: rule)) }.first
          let scope = [target.map { "target \($0):" }, path].compactMap { $0 }
          headers.add(
            pairs: json.member("headers", of: rule), named: "key",
            scope: scope.isEmpty ? nil : scope.joined(separator: " "))
        }
      }
      return true
    }
  }
}
