import ContentSecurityPolicy
import Diagnostics

/// AWS Amplify: `customHeaders` of `customHttp.yml` and `amplify.yml`.
enum Amplify: Platform {
  static let id = "aws-amplify"

  static func claims(_ name: String) -> Claim {
    let isNamed = ["customhttp", "amplify"].contains { name.contains($0) }
    if YAMLFile.isOne(name) { return isNamed ? .certain : .possible }
    return FileName.ending(of: name) == "json" && isNamed ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) != .onlyWhenNamed else { return nil }
    if FileName.ending(of: file.name) == "json" {
      return JSONHeaders.read(file, as: id, isCertain: false) { headers in
        let fields = fields(headers.json.root)
        headers.add(fields?.policies ?? [])
        return fields != nil
      }
    }
    let isCertain = claims(file.name) == .certain
    guard let yaml = YAMLSource(file) else {
      let fault = Diagnostic(
        rule: "invalid-yaml", level: .warn, message: "the file is no YAML that can be read")
      return isCertain ? DeployedFile(platform: id, policies: [], diagnostics: [fault]) : nil
    }
    let found = yaml.documents.compactMap(fields)
    guard !found.isEmpty || isCertain else { return nil }
    return DeployedFile(platform: id, policies: found.flatMap(\.policies))
  }

  /// What the rules of a document set; `nil` when it has none.
  private static func fields(_ document: DataNode) -> HeaderFields? {
    let applications = (document["applications"]?.elements ?? []).map { ($0["appRoot"], $0) }
    let parts = ([(nil, document)] + applications).flatMap { root, part in
      [part, part["frontend"]].compactMap { $0?["customHeaders"] }.map { (root?.string, $0) }
    }
    guard !parts.isEmpty else { return nil }
    var fields = HeaderFields()
    for (root, rules) in parts {
      for rule in rules.elements {
        let scope = [root, rule["pattern"]?.string].compactMap { $0 }.joined(separator: ": ")
        for header in rule["headers"]?.elements ?? [] {
          guard let name = header["key"]?.string, let value = header["value"]?.text else {
            continue
          }
          fields.add(name, value, scope: scope.isEmpty ? nil : scope)
        }
        fields.nextPage()
      }
    }
    return fields
  }
}
