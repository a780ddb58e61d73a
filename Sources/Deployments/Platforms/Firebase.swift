/// `firebase.json`: the headers of one hosting site or of several.
enum Firebase: Platform {
  static let id = "firebase"

  static func claims(_ name: String) -> Claim {
    if name == "firebase.json" { return .certain }
    return name.hasPrefix("firebase.") && name.hasSuffix(".json") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    JSONHeaders.read(file, as: id, isCertain: claims(file.name) == .certain) { headers in
      guard let hosting = headers.json.root["hosting"] else { return false }
      let sites = hosting.elements
      for site in sites.isEmpty ? [hosting] : sites {
        let target = sites.count > 1 ? site["target"]?.string : nil
        for rule in site["headers"]?.elements ?? [] {
          let path = ["source", "regex", "glob"].lazy.compactMap { rule[$0]?.string }.first
          let scope = [target.map { "target \($0):" }, path].compactMap { $0 }
          headers.add(
            pairs: rule["headers"], named: "key",
            scope: scope.isEmpty ? nil : scope.joined(separator: " "))
        }
      }
      return true
    }
  }
}
