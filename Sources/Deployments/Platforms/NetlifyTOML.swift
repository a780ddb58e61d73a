import Diagnostics

/// `netlify.toml`: `[[headers]]` with `for` and `values`.
enum NetlifyTOML: Platform {
  static let id = "netlify-toml"

  static func claims(_ name: String) -> Claim {
    if name == "netlify.toml" { return .certain }
    return name.hasPrefix("netlify") && name.hasSuffix(".toml") ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    let isCertain = claims(file.name) == .certain
    let toml: TOMLSource
    do {
      toml = try TOMLSource(file)
    } catch {
      guard isCertain else { return nil }
      let line = LineIndex(file.bytes).line(of: min(error.offset, file.bytes.count))
      let fault = Diagnostic(
        rule: "invalid-toml", level: .warn, line: line,
        message: "the file is not valid TOML: \(error.message) on line \(line)")
      return DeployedFile(platform: id, policies: [], diagnostics: [fault])
    }
    var fields = HeaderFields()
    for rule in toml.root["headers"]?.elements ?? [] {
      let scope = toml.string(rule["for"])
      for (name, value) in rule["values"]?.members ?? [] {
        // Netlify joins the elements of a list with commas: each is a policy.
        for node in value.elements.isEmpty ? [value] : value.elements {
          if let text = toml.text(node) { fields.add(name, text, scope: scope) }
        }
      }
      fields.nextPage()
    }
    guard isCertain || !fields.policies.isEmpty else { return nil }
    return DeployedFile(
      platform: id, policies: fields.policies,
      diagnostics: fields.lineBreaks(
        file, "the value has line breaks; a header cannot, so end each line with a backslash"))
  }
}
