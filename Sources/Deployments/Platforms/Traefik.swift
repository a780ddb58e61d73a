import ContentSecurityPolicy

/// Traefik: the `headers` middleware in YAML, TOML, Kubernetes resources and container labels.
enum Traefik: Platform {
  static let id = "traefik"
  static let marks = ["content-security-policy", "contentsecuritypolicy"]

  static func claims(_ name: String) -> Claim {
    YAMLFile.isOne(name) || FileName.ending(of: name) == "toml" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible else { return nil }
    var reader = Reader()
    if FileName.ending(of: file.name) == "toml" {
      guard let toml = try? TOMLSource(file) else { return nil }
      reader.read(toml.root, under: [])
    } else {
      guard let yaml = YAMLSource(file) else { return nil }
      for document in yaml.documents {
        reader.resource = document["metadata"]?["name"]?.string
        reader.read(document, under: [])
      }
    }
    guard reader.isKnown else { return nil }
    return DeployedFile(platform: id, policies: reader.fields.policies)
  }

  private struct Reader {
    var fields = HeaderFields()
    var isKnown = false
    /// The name of the Kubernetes resource.
    var resource: String?

    mutating func read(_ node: DataNode, under keys: [String]) {
      for entry in node.entries {
        if let text = entry.value.text {
          take(keys + [entry.key], text)
        } else {
          read(entry.value, under: keys + [entry.key])
        }
      }
      for element in node.elements {
        if let text = element.text, keys.last == "labels" {
          takeLabel(text, under: keys)
        } else {
          read(element, under: keys)
        }
      }
    }

    /// `traefik.http.middlewares.web.headers.contentSecurityPolicy=...` in a list of labels.
    private mutating func takeLabel(_ text: MappedText, under keys: [String]) {
      guard let sign = text.bytes.firstIndex(of: 0x3D) else { return }
      let key = ASCIIText.string(text.bytes[..<sign])
      take(keys + [key], text[sign + 1..<text.bytes.count])
    }

    private mutating func take(_ keys: [String], _ text: MappedText) {
      guard let last = keys.last else { return }
      var path = keys
      let isLabel = last.lowercased().hasPrefix("traefik.")
      if isLabel {
        path = keys.dropLast() + last.split(separator: ".").map(String.init)
      }
      let names = path.map { $0.lowercased() }
      guard let place = names.lastIndex(of: "headers") else { return }
      let delivery: Delivery?
      switch names[(place + 1)...].joined(separator: ".") {
      case "contentsecuritypolicy": delivery = .header
      case "contentsecuritypolicyreportonly": delivery = .reportOnly
      case let rest where rest.hasPrefix("customresponseheaders."):
        delivery = Delivery(header: names[names.count - 1])
      default: delivery = nil
      }
      guard let delivery else { return }
      isKnown = true
      fields.page = page(of: path[..<place].joined(separator: "."))
      let header =
        delivery == .header ? "content-security-policy" : "content-security-policy-report-only"
      // Compose fills `${...}` in.
      let value = isLabel ? text.withVariables : text
      fields.add(header, value.withTemplates, scope: scope(path, place, isLabel: isLabel))
    }

    private var pages: [String: Int] = [:]

    init() {}

    /// Headers of one middleware are sent together.
    private mutating func page(of middleware: String) -> Int {
      let key = (resource ?? "") + " " + middleware
      if let page = pages[key] { return page }
      let page = fields.newPage()
      pages[key] = page
      return page
    }

    private func scope(_ path: [String], _ place: Int, isLabel: Bool) -> String? {
      let before = path[..<place]
      var name = before.last.map { "middleware " + $0 }
      if before.last == "spec" { name = resource.map { "middleware " + $0 } }
      if let services = before.firstIndex(of: "services"), isLabel, services + 1 < place {
        name = "service " + before[services + 1] + ", " + (name ?? "")
      }
      return name
    }
  }
}
