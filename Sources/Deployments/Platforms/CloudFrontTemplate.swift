import ContentSecurityPolicy

/// CloudFormation and what is built on it: `AWS::CloudFront::ResponseHeadersPolicy` in YAML and JSON.
enum CloudFrontTemplate: Platform {
  static let id = "cloudfront-cfn"
  static let marks = ["content-security-policy", "contentsecuritypolicy"]

  static func claims(_ name: String) -> Claim {
    YAMLFile.isOne(name) || ["json", "template"].contains(FileName.ending(of: name))
      ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible else { return nil }
    if file.bytes[file.start...].first(where: { $0 > 0x20 }) == 0x7B {
      return JSONHeaders.read(file, as: id, isCertain: false) { headers in
        let found = policies([headers.json.root])
        headers.add(found ?? [])
        return found != nil
      }
    }
    guard let yaml = YAMLSource(file), let found = policies(yaml.documents) else { return nil }
    return DeployedFile(platform: id, policies: found)
  }

  /// The policies of a template's resources; `nil` when it has none of that type.
  private static func policies(_ documents: [DataNode]) -> [DeployedPolicy]? {
    var found: [DeployedPolicy]?
    for document in documents {
      for (name, resource) in resources(document, named: nil, depth: 0) {
        var reader = Reader(template: template(document), name: name, page: found?.count ?? 0)
        reader.read(resource[["Properties", "ResponseHeadersPolicyConfig"]])
        found = (found ?? []) + reader.policies
      }
    }
    return found
  }

  /// The part of a document that is a template; Serverless has it below `resources`.
  private static func template(_ document: DataNode) -> DataNode {
    document["Resources"] != nil ? document : document["resources"] ?? document
  }

  private static func resources(
    _ node: DataNode, named name: String?, depth: Int
  ) -> [(name: String, node: DataNode)] {
    guard depth < 8 else { return [] }
    if node["Type"]?.string == "AWS::CloudFront::ResponseHeadersPolicy" {
      return [(name ?? "", node)]
    }
    return node.entries.flatMap { resources($0.value, named: $0.key, depth: depth + 1) }
      + node.elements.flatMap { resources($0, named: name, depth: depth + 1) }
  }

  private struct Reader {
    let functions: CloudFormationFunctions
    let name: String
    var page: Int
    var policies: [DeployedPolicy] = []

    init(template: DataNode, name: String, page: Int) {
      functions = CloudFormationFunctions(template: template)
      self.name = name
      self.page = page
    }

    mutating func read(_ configuration: DataNode?) {
      let security = configuration?["SecurityHeadersConfig"]
      let header = security?[["ContentSecurityPolicy", "ContentSecurityPolicy"]]
      if let header { add(header, .header) }
      for item in configuration?[["CustomHeadersConfig", "Items"]]?.elements ?? [] {
        guard let name = item["Header"]?.string, let delivery = Delivery(header: name),
          let value = item["Value"]
        else { continue }
        add(value, delivery)
      }
    }

    private mutating func add(_ node: DataNode, _ delivery: Delivery) {
      let values = functions.values(of: node)
      for value in values {
        let condition = value.condition.map { " when \($0)" } ?? ""
        // What depends on a condition is sent alone.
        if value.condition != nil { page += 1 }
        policies += DeployedPolicy.each(
          in: value.text, delivery: delivery, scope: "Resources.\(name)\(condition)", page: page)
      }
    }
  }
}
