/// `staticwebapp.config.json` of Azure Static Web Apps, and `routes.json` before it.
enum AzureStaticWebApp: Platform {
  static let id = "azure-swa"

  static func claims(_ name: String) -> Claim {
    switch name {
    case "staticwebapp.config.json": .certain
    case "routes.json": .possible
    default: .onlyWhenNamed
    }
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    JSONHeaders.read(file, as: id, isCertain: claims(file.name) == .certain) { headers in
      let json = headers.json
      var isOurs = false
      for (name, value) in json.members(of: json.root) {
        switch name {
        case "globalHeaders", "defaultHeaders":
          isOurs = true
          headers.add(members: value, scope: name)
        case "routes":
          for route in json.elements(of: value) {
            guard let path = json.string(json.member("route", of: route)) else { continue }
            isOurs = true
            headers.add(members: json.member("headers", of: route), scope: path)
          }
        default: continue
        }
      }
      return isOurs
    }
  }
}
