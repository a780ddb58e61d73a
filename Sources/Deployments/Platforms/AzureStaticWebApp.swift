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
      var isOurs = false
      for entry in headers.json.root.entries {
        switch entry.key {
        case "globalHeaders", "defaultHeaders":
          isOurs = true
          headers.add(members: entry.value, scope: entry.key)
        case "routes":
          for route in entry.value.elements {
            guard let path = route["route"]?.string else { continue }
            isOurs = true
            headers.add(members: route["headers"], scope: path)
          }
        default: continue
        }
      }
      return isOurs
    }
  }
}
