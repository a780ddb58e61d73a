import ContentSecurityPolicy

/// IIS and ASP.NET: `customHeaders` and outbound rewrite rules of `web.config` and its transforms.
enum WebConfig: Platform {
  static let id = "aspnet-webconfig"
  static let marks = ["content-security-policy", "content_security_policy"]

  static func claims(_ name: String) -> Claim {
    guard FileName.ending(of: name) == "config" else { return .onlyWhenNamed }
    let isCertain = name.hasPrefix("web.") || name == "applicationhost.config"
    return isCertain ? .certain : .possible
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) != .onlyWhenNamed else { return nil }
    let isCertain = claims(file.name) == .certain
    return XMLSource.read(file, as: id, isCertain: isCertain) { xml in
      guard xml.root.name == "configuration" else { return nil }
      var reader = Reader(xml: xml, transform: transform(FileName.last(of: file.path), xml.root))
      reader.read(xml.root, location: nil)
      return reader.fields.policies
    }
  }

  /// `Release transform` for `Web.Release.config`.
  private static func transform(_ name: Substring, _ root: XMLSource.Element) -> String? {
    let isTransform = root.attributes.contains { $0.name.hasPrefix("xmlns:xdt") }
    let parts = name.split(separator: ".")
    guard isTransform else { return nil }
    return parts.count > 2 ? "\(parts[parts.count - 2]) transform" : "transform"
  }

  private struct Reader {
    let xml: XMLSource
    let transform: String?
    var fields = HeaderFields()

    mutating func read(_ element: XMLSource.Element, location: String?) {
      if isRemoved(element) { return }
      switch element.name {
      case "customHeaders", "redirectHeaders":
        fields.nextPage()
        for header in element.all("add") where !isRemoved(header) {
          guard let name = xml.string("name", of: header),
            let value = xml.value("value", of: header)
          else { continue }
          let place = element.name == "redirectHeaders" ? "redirects" : nil
          fields.add(name, value.withTokens, scope: scope(location, place))
        }
      case "outboundRules":
        for rule in element.all("rule") { read(rule: rule, location: location) }
      default:
        let path = element.name == "location" ? xml.string("path", of: element) : nil
        for child in element.children { read(child, location: path ?? location) }
      }
    }

    /// `<match serverVariable="RESPONSE_Content_Security_Policy"/>` with what it becomes.
    private mutating func read(rule: XMLSource.Element, location: String?) {
      guard !isRemoved(rule), let match = rule.all("match").first,
        let action = rule.all("action").first,
        let variable = xml.string("serverVariable", of: match),
        variable.uppercased().hasPrefix("RESPONSE_"), let value = xml.value("value", of: action)
      else { return }
      fields.nextPage()
      fields.add(
        String(variable.dropFirst(9)).replacing("_", with: "-"), value.withServerVariables,
        scope: scope(location, xml.string("name", of: rule).map { "rule " + $0 }))
    }

    /// Whether a transform takes it away.
    private func isRemoved(_ element: XMLSource.Element) -> Bool {
      let transform = xml.string("xdt:Transform", of: element) ?? ""
      return ["Remove", "RemoveAll"].contains(transform)
    }

    private func scope(_ location: String?, _ place: String?) -> String? {
      let parts = [location, place, transform].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }
}

extension MappedText {
  /// It with the `#{...}` of deployment tools as run-time parts.
  fileprivate var withTokens: MappedText { withRunTimeParts(from: "#{", to: "}") }

  /// It with the `{R:0}` and `{HTTP_HOST}` of rewrite rules as run-time parts.
  fileprivate var withServerVariables: MappedText { withRunTimeParts(from: "{", to: "}") }
}
